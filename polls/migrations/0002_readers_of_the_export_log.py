from django.db import migrations


def allow(apps, schema_editor):
    """Administrators look after who took figures out; articles/migrations/0002_roles.py makes the role."""
    permission = apps.get_model("auth", "Permission").objects.get(codename="view_exportlog")
    apps.get_model("auth", "Group").objects.get(name="Administrator").permissions.add(permission)


def forbid(apps, schema_editor):
    permission = apps.get_model("auth", "Permission").objects.get(codename="view_exportlog")
    apps.get_model("auth", "Group").objects.get(name="Administrator").permissions.remove(permission)


class Migration(migrations.Migration):
    dependencies = [("polls", "0001_initial"), ("articles", "0002_roles")]

    operations = [migrations.RunPython(allow, forbid)]
