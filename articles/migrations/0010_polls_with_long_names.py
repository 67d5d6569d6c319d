from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_scratches_of_every_form"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="poll_slug",
            field=models.SlugField(blank=True, max_length=80, verbose_name="poll"),
        ),
    ]
