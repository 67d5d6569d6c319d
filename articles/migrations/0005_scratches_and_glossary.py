import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


ROLES = {
    "Author": ["view"],
    "Reviewer": ["view"],
    "Publisher": ["view", "add", "change", "delete"],
    "Administrator": ["view", "add", "change", "delete"],
}


def allow(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, actions in ROLES.items():
        codenames = [f"{action}_glossaryword" for action in actions]
        wanted = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
        Group.objects.get(name=name).permissions.add(*wanted)


def forbid(apps, schema_editor):
    """The permissions go with their model."""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_flow_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GlossaryWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(
                        help_text="One word, in small letters; its plural is a word of its own.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]+(?:'[a-z]+)?\\Z", "One word, in small letters."
                            )
                        ],
                        verbose_name="word",
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        help_text="As a page would explain it.", max_length=300, verbose_name="in plain words"
                    ),
                ),
            ],
            options={
                "verbose_name": "glossary word",
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="Scratch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("typed", models.JSONField(help_text="[[name, value], …] as the form would send it.")),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scratches",
                        to="articles.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scratches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "article"), name="one_scratch_for_each_article"),
                    models.UniqueConstraint(
                        condition=models.Q(("article", None)), fields=("user",), name="one_scratch_for_a_new_article"
                    ),
                ],
            },
        ),
        migrations.RunPython(allow, forbid),
    ]
