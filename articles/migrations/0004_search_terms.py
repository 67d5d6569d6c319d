import django.db.models.deletion
from django.db import migrations, models

# What the release before kept for its search, outside of Django's models. The search of today uses the tables below.
OF_THE_OLD_INDEX = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS psyweb_search_insert",
        "DROP TRIGGER IF EXISTS psyweb_search_update",
        "DROP TRIGGER IF EXISTS psyweb_search_delete",
        "DROP TABLE IF EXISTS psyweb_search_vocabulary",
        "DROP TABLE IF EXISTS psyweb_search_words",
        "DROP TABLE IF EXISTS psyweb_search",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS psyweb_search ON articles_edition",
        "DROP FUNCTION IF EXISTS psyweb_search_follow()",
        "DROP FUNCTION IF EXISTS psyweb_search_learn(articles_edition)",
        "DROP FUNCTION IF EXISTS psyweb_search_passage(text, tsquery, text[])",
        "DROP TABLE IF EXISTS psyweb_search_page, psyweb_search_word",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS psyweb CASCADE",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS psyweb_words CASCADE",
    ],
}


def drop_the_old_index(apps, schema_editor):
    for statement in OF_THE_OLD_INDEX[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_medicines")]

    operations = [
        migrations.RunPython(drop_the_old_index, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SearchPage",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_page",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("rules", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("term", models.CharField(max_length=64)),
                ("first_letter", models.CharField(max_length=1)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["first_letter", "length", "word"], name="search_word_alike")],
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "page_id", "term", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("term", models.CharField(max_length=64)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "page",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="articles.searchpage",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("term"),
                        models.OrderBy(models.F("weight"), descending=True),
                        models.F("page"),
                        name="search_term_by_weight",
                    )
                ],
            },
        ),
    ]
