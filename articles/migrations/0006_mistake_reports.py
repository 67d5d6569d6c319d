import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

READ = ["view_mistakereport"]
SETTLE = [*READ, "change_mistakereport", "delete_mistakereport"]
RIGHTS = {"Author": READ, "Reviewer": READ, "Publisher": SETTLE, "Administrator": SETTLE}


def give_rights(apps, schema_editor):
    """Django makes permissions after all migrations; the roles need them now."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        wanted = Permission.objects.filter(content_type__app_label="articles", codename__in=RIGHTS[group.name])
        group.permissions.add(*wanted)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_scratches_and_glossary'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MistakeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(max_length=2000)),
                ('received_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered by a change of the page'), ('closed', 'closed without a change')], default='open', max_length=10)),
                ('note', models.TextField(blank=True, verbose_name='what was done')),
                ('settled_on', models.DateField(blank=True, editable=False, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mistake_reports', to='articles.article')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                ('settled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-received_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_on', None), ('state', 'open')), models.Q(('settled_on__isnull', False), ('state__in', ['answered', 'closed'])), _connector='OR'), name='a_settled_report_has_its_day')],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
