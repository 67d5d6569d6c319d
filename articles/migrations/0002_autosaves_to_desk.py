from django.db import migrations, models


def move_to_desk(apps, schema_editor):
    """Autosaved texts serve the forms of both apps, so their table belongs to the desk."""
    alias = schema_editor.connection.alias
    autosave = apps.get_model("desk", "Autosave")
    autosave.objects.using(alias).bulk_create(
        autosave(user_id=old.user_id, model=old.model, row=old.row, typed=old.typed, kept_at=old.kept_at)
        for old in apps.get_model("articles", "Scratch").objects.using(alias).iterator()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_squashed_0010_polls_with_long_names"),
        ("desk", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(move_to_desk, migrations.RunPython.noop),
        migrations.DeleteModel(name="Scratch"),
        migrations.AlterField(
            model_name="edition",
            name="html",
            field=models.JSONField(
                help_text="Rendered sections: [{id, heading, aspect, html}].", verbose_name="rendered sections"
            ),
        ),
    ]
