"""Let publishers write drafts of polls. Administrators, who may change polls, open them."""

from importlib import import_module

from django.db import migrations

RIGHTS = ["view_poll", "add_poll"]
_make_permissions = import_module("psyweb.migrations.0001_roles")._make_permissions


def grant(apps, schema_editor):
    _make_permissions(apps, schema_editor.connection.alias, ["polls"])
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name="Publisher"):
        group.permissions.add(*Permission.objects.filter(content_type__app_label="polls", codename__in=RIGHTS))


class Migration(migrations.Migration):
    dependencies = [("psyweb", "0004_lost_second_factors"), ("polls", "0005_drafts")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
