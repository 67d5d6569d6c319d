from django.db import migrations, models
from django.db.models.functions import Cast


def name_the_rows(apps, schema_editor):
    scratches = apps.get_model("articles", "Scratch").objects.using(schema_editor.connection.alias)
    scratches.exclude(article=None).update(row=Cast("article_id", models.CharField(max_length=40)))


def find_the_articles(apps, schema_editor):
    """What waits for another form has no place in the older table."""
    scratches = apps.get_model("articles", "Scratch").objects.using(schema_editor.connection.alias)
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    scratches.exclude(model="articles.article").delete()
    for scratch in scratches.exclude(row=""):
        scratch.article = articles.filter(pk=scratch.row).first()
        scratch.save() if scratch.article else scratch.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_listings"),
    ]

    operations = [
        migrations.AddField(
            model_name="scratch",
            name="model",
            field=models.CharField(
                default="articles.article", help_text="Of the form: “articles.notice”.", max_length=100
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="scratch",
            name="row",
            field=models.CharField(
                blank=True, default="", help_text="Its primary key; empty for a new one.", max_length=40
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="scratch", name="one_scratch_for_each_article"),
        migrations.RemoveConstraint(model_name="scratch", name="one_scratch_for_a_new_article"),
        migrations.RunPython(name_the_rows, find_the_articles),
        migrations.RemoveField(model_name="scratch", name="article"),
        migrations.AddConstraint(
            model_name="scratch",
            constraint=models.UniqueConstraint(fields=["user", "model", "row"], name="one_scratch_for_each_form"),
        ),
    ]
