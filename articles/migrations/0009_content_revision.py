from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_newer_words_of_search_pages")]

    operations = [
        migrations.CreateModel(
            name="ContentRevision",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("token", models.CharField(max_length=36)),
            ],
            options={"verbose_name_plural": "marks of changed content", "default_permissions": ()},
        ),
    ]
