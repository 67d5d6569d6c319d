"""Let publishers write drafts of polls. Administrators, who may change polls, open them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = ("view_poll", "add_poll")


def give(apps, schema_editor):
    config = apps.get_app_config("polls")
    config.models_module = True  # Django makes the permissions after all migrations; the role needs them now.
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="polls", codename__in=RIGHTS)
    for group in apps.get_model("auth", "Group").objects.filter(name="Publisher"):
        group.permissions.add(*wanted)


class Migration(migrations.Migration):
    dependencies = [("psyweb", "0003_rights_on_statements"), ("polls", "0004_drafts")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
