import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_names_of_fields'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='listing', serialize=False, to='articles.edition')),
                ('slug', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=160)),
                ('beginning', models.CharField(max_length=1)),
                ('publish_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('withdraw_at', models.DateTimeField(null=True)),
                ('review_due_on', models.DateField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='articles.article')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['beginning', 'title'], name='listing_by_title')],
            },
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['topic', 'position'], name='placement_by_position'),
        ),
    ]
