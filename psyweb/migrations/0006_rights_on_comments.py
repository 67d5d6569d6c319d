"""Let administrators delete the comments of others."""

from importlib import import_module

from django.db import migrations

_make_permissions = import_module("psyweb.migrations.0001_roles")._make_permissions


def grant(apps, schema_editor):
    """A role that the site's administrators deleted stays deleted."""
    _make_permissions(apps, schema_editor.connection.alias, ["articles"])
    right = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="delete_comment"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("psyweb", "0005_rights_on_drafts_of_polls"),
        ("articles", "0012_comments"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
