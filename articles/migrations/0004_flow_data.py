from django.contrib.auth.management import create_permissions
from django.db import migrations

# A publisher or an administrator who is no clinician has nothing to sign.
CLINICAL_ROLE = "Reviewer"


def let_reviewers_sign(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    right = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="sign_article"
    )
    for role in apps.get_model("auth", "Group").objects.filter(name=CLINICAL_ROLE):
        role.permissions.add(right)


def take_the_right_back(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename="sign_article"
    ).delete()


def fill_review_dates(apps, schema_editor):
    """Of editions that were made before the column was. The guards are lifted while migrations run.

    Why: docs/decisions/database-guards-and-roles.md.
    """
    Edition = apps.get_model("articles", "Edition")
    for edition in Edition.objects.select_related("version").iterator(chunk_size=100):
        Edition.objects.filter(pk=edition.pk).update(review_due_on=edition.version.document.get("review_due_on"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_signatures_previews_links")]

    operations = [
        migrations.RunPython(let_reviewers_sign, take_the_right_back),
        migrations.RunPython(fill_review_dates, migrations.RunPython.noop),
    ]
