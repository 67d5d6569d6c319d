from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_own_words")]

    operations = [
        migrations.AddField(
            model_name="searchpage",
            name="has_newer_words",
            field=models.BooleanField(default=False),
        )
    ]
