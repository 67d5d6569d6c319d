import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polls', '0003_marks_without_an_index_by_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='choice',
            options={'ordering': ['poll', 'position', 'code'], 'verbose_name': 'choice', 'verbose_name_plural': 'choices'},
        ),
        migrations.AlterModelOptions(
            name='exportlog',
            options={'default_permissions': ('view',), 'ordering': ['-exported_at'], 'verbose_name': 'export', 'verbose_name_plural': 'exports'},
        ),
        migrations.AlterModelOptions(
            name='poll',
            options={'ordering': ['-opens_at', 'slug'], 'permissions': [('count_ballots', 'Can count ballots that are due, and decide on held ones'), ('export_counts', 'Can export counts')], 'verbose_name': 'poll', 'verbose_name_plural': 'polls'},
        ),
        migrations.AlterModelOptions(
            name='wording',
            options={'ordering': ['poll', 'version'], 'verbose_name': 'wording', 'verbose_name_plural': 'wordings'},
        ),
        migrations.AlterField(
            model_name='choice',
            name='code',
            field=models.PositiveSmallIntegerField(verbose_name='code'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='label',
            field=models.CharField(max_length=200, verbose_name='label'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='polls.poll', verbose_name='poll'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='position',
            field=models.PositiveSmallIntegerField(verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='count',
            name='about',
            field=models.PositiveIntegerField(help_text='Sequence of the entry that this one decides on.', null=True, verbose_name='entry that it decides on'),
        ),
        migrations.AlterField(
            model_name='count',
            name='counts',
            field=models.JSONField(help_text='Votes by choice code, such as {"1": 4}.', verbose_name='counts'),
        ),
        migrations.AlterField(
            model_name='count',
            name='day',
            field=models.DateField(help_text='UTC.', verbose_name='day'),
        ),
        migrations.AlterField(
            model_name='count',
            name='hash',
            field=models.CharField(max_length=64, verbose_name='hash'),
        ),
        migrations.AlterField(
            model_name='count',
            name='kind',
            field=models.CharField(choices=[('carried over', 'carried over'), ('count', 'count'), ('leftover', 'leftover'), ('held', 'held'), ('held accepted', 'held accepted'), ('held rejected', 'held rejected'), ('correction', 'correction')], max_length=13, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='count',
            name='method',
            field=models.CharField(max_length=100, verbose_name='method'),
        ),
        migrations.AlterField(
            model_name='count',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='count',
            name='number',
            field=models.IntegerField(help_text='Votes in this entry: those by choice, and the unknown ones.', verbose_name='votes'),
        ),
        migrations.AlterField(
            model_name='count',
            name='origin',
            field=models.CharField(blank=True, max_length=200, verbose_name='origin'),
        ),
        migrations.AlterField(
            model_name='count',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='polls.poll', verbose_name='poll'),
        ),
        migrations.AlterField(
            model_name='count',
            name='previous_hash',
            field=models.CharField(max_length=64, verbose_name='previous hash'),
        ),
        migrations.AlterField(
            model_name='count',
            name='sequence',
            field=models.PositiveIntegerField(verbose_name='number in the ledger'),
        ),
        migrations.AlterField(
            model_name='count',
            name='signature',
            field=models.CharField(max_length=128, verbose_name='signature'),
        ),
        migrations.AlterField(
            model_name='count',
            name='signer',
            field=models.CharField(help_text='The public key that checks the signature.', max_length=64, verbose_name='signer'),
        ),
        migrations.AlterField(
            model_name='count',
            name='unknown',
            field=models.IntegerField(help_text='Votes whose split is not known.', verbose_name='unknown'),
        ),
        migrations.AlterField(
            model_name='count',
            name='wording_version',
            field=models.PositiveSmallIntegerField(verbose_name='wording version'),
        ),
        migrations.AlterField(
            model_name='exportlog',
            name='exported_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='exportlog',
            name='exported_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='exported by'),
        ),
        migrations.AlterField(
            model_name='exportlog',
            name='name',
            field=models.CharField(help_text="The account's name at that moment.", max_length=150, verbose_name='account'),
        ),
        migrations.AlterField(
            model_name='exportlog',
            name='reason',
            field=models.CharField(max_length=300, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='exportlog',
            name='what',
            field=models.JSONField(help_text='Polls with their ledger heads, format, and period.', verbose_name='figures'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='choices_note',
            field=models.TextField(blank=True, help_text='Shown with the results: where the choices come from.', verbose_name='note on the choices'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='closes_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='closes'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='first_count_waits',
            field=models.BooleanField(default=False, help_text='The first count waits for the interval too, reckoned from the opening.', verbose_name='first count waits'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='notices',
            field=models.JSONField(blank=True, default=list, help_text="Slugs of the notices that the poll's pages link.", verbose_name='notices'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='opens_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='opens'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='question_source',
            field=models.CharField(blank=True, max_length=200, verbose_name='source of the question'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='sample_statement',
            field=models.TextField(help_text='Stands next to every figure.', verbose_name='sample statement'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, verbose_name='short name'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='successor',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='polls.poll', verbose_name='successor'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='from_day',
            field=models.DateField(verbose_name='from'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='labels',
            field=models.JSONField(help_text='Label by code, such as {"1": "Yes"}.', verbose_name='labels'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='polls.poll', verbose_name='poll'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='question',
            field=models.CharField(max_length=300, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='version',
            field=models.PositiveSmallIntegerField(verbose_name='version'),
        ),
        migrations.AlterConstraint(
            model_name='poll',
            name='sensitive_poll_keeps_its_floors',
            constraint=models.CheckConstraint(condition=models.Q(('is_sensitive', False), models.Q(('count_interval_days__gte', 7), ('count_minimum__gte', 10), ('refuses_alike', True)), _connector='OR'), name='sensitive_poll_keeps_its_floors', violation_error_message='A sensitive poll counts 10 ballots or more, at most every 7 days, under the 90%% rule. Its settings can only be stricter.'),
        ),
    ]
