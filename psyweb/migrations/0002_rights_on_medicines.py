"""Let the roles of the desk read and edit the register of medicines."""

from importlib import import_module

from django.db import migrations

MODELS = ("medicineclass", "medicine", "tradename")
RIGHTS = {
    "Author": ("add", "change"),
    "Reviewer": (),
    "Publisher": ("add", "change", "delete"),
    "Administrator": ("add", "change", "delete"),
}

_make_permissions = import_module("psyweb.migrations.0001_roles")._make_permissions


def grant(apps, schema_editor):
    """A role that the site's administrators deleted stays deleted."""
    _make_permissions(apps, schema_editor.connection.alias)
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        codenames = [f"{right}_{model}" for right in ("view", *RIGHTS[group.name]) for model in MODELS]
        group.permissions.add(*Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("psyweb", "0001_roles"),
        ("articles", "0003_medicines"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
