import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_search_terms"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="own_words", to="articles.article", verbose_name="article"
                    ),
                ),
                ("statement", models.SlugField(db_index=False, max_length=80, verbose_name="statement")),
                ("sentence", models.TextField(verbose_name="sentence")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
            ],
            options={
                "verbose_name": "own words",
                "verbose_name_plural": "own words",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
    ]
