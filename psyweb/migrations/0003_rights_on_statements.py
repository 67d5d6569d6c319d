"""Give the roles of the desk their rights on statements."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ, WRITE, DROP = ["view"], ["view", "add", "change"], ["view", "add", "change", "delete"]
RIGHTS = {"Author": WRITE, "Reviewer": READ, "Publisher": DROP, "Administrator": DROP}


def give(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True  # Django makes the permissions after all migrations; the roles need them now.
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, actions in RIGHTS.items():
        wanted = [f"{action}_statementversion" for action in actions]
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label="articles", codename__in=wanted)
            )


class Migration(migrations.Migration):
    dependencies = [("psyweb", "0002_rights_on_medicines"), ("articles", "0004_statements")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
