"""Let administrators remove the second factor that somebody lost."""

from importlib import import_module

from django.db import migrations

RIGHTS = ["view_authenticator", "delete_authenticator"]
_make_permissions = import_module("psyweb.migrations.0001_roles")._make_permissions


def grant(apps, schema_editor):
    """A role that the site's administrators deleted stays deleted."""
    _make_permissions(apps, schema_editor.connection.alias, ["mfa"])
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        group.permissions.add(*Permission.objects.filter(content_type__app_label="mfa", codename__in=RIGHTS))


class Migration(migrations.Migration):
    dependencies = [
        ("psyweb", "0003_rights_on_statements"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
