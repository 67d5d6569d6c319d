from django.db import migrations, models

import articles.models.pictures


def name_by_content(apps, schema_editor):
    """A text names a picture of the library; a stored one gets its name from the hash that names its file."""
    pictures = apps.get_model("articles", "Picture").objects.using(schema_editor.connection.alias)
    for picture in pictures.iterator():
        picture.name = articles.models.pictures.name_by(picture.sha256)
        picture.save(update_fields=["name"])


NAME = {
    "max_length": 80,
    "default": articles.models.pictures.unused_name,
    "help_text": "A text names the picture by it.",
    "verbose_name": "short name",
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_statements")]

    operations = [
        migrations.AddField("picture", "name", models.SlugField(db_index=False, null=True, **NAME)),
        migrations.RunPython(name_by_content, migrations.RunPython.noop),
        migrations.AlterField("picture", "name", models.SlugField(unique=True, **NAME)),
    ]
