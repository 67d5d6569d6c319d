from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["articles.view_article", "articles.view_edition", "articles.view_notice", "articles.view_helpline",
        "articles.view_picture", "articles.view_topic", "articles.view_warningsigns", "articles.view_indexterm"]
WRITE = ["articles.add_article", "articles.change_article", "articles.submit_article",
         "articles.add_section", "articles.change_section", "articles.delete_section", "articles.view_section",
         "articles.add_source", "articles.change_source", "articles.delete_source", "articles.view_source",
         "articles.add_picture", "articles.change_picture"]
APPROVE = ["articles.approve_article", "articles.view_section", "articles.view_source"]
PUBLISH = ["articles.publish_article",
           "articles.add_topic", "articles.change_topic", "articles.delete_topic",
           "articles.add_placement", "articles.change_placement", "articles.delete_placement", "articles.view_placement",
           "articles.add_indexterm", "articles.change_indexterm", "articles.delete_indexterm",
           "articles.add_notice", "articles.change_notice", "articles.delete_notice",
           "articles.add_helpline", "articles.change_helpline", "articles.delete_helpline",
           "articles.change_warningsigns"]
COUNT = ["polls.view_poll", "polls.view_count", "polls.export_counts", "polls.count_ballots"]
RUN = ["polls.add_poll", "polls.change_poll", "auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group"]

ROLES = {
    "Author": READ + WRITE,
    "Reviewer": READ + APPROVE,
    "Publisher": READ + WRITE + APPROVE + PUBLISH,
    "Poll analyst": COUNT,
    "Administrator": READ + WRITE + APPROVE + PUBLISH + COUNT + RUN,
}


def make_roles(apps, schema_editor):
    _make_permissions(apps, schema_editor.connection.alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for permission in dict.fromkeys(wanted):
            app, codename = permission.split(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _make_permissions(apps, using):
    """Django makes them after all migrations; the roles need them now."""
    for label in ("articles", "polls", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=using, verbosity=0)
        config.models_module = None


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("polls", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
