# Makes the tables as five migrations left them in release 2026-11.

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these needs nothing of this one. Their roles are made in psyweb/migrations.
    replaces = [
        ('polls', '0001_initial'),
        ('polls', '0002_readers_of_the_export_log'),
        ('polls', '0003_marks_without_an_index_by_day'),
        ('polls', '0004_names_of_fields'),
        ('polls', '0005_who_decides_on_held_votes'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('mark', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('issued_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='short name')),
                ('opens_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('question_source', models.CharField(blank=True, max_length=200, verbose_name='source of the question')),
                ('choices_note', models.TextField(blank=True, help_text='Shown with the results: where the choices come from.', verbose_name='note on the choices')),
                ('is_sensitive', models.BooleanField(default=True, verbose_name='sensitive')),
                ('count_minimum', models.PositiveSmallIntegerField(default=10, help_text='A count waits for this many ballots.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='smallest batch')),
                ('count_interval_days', models.PositiveSmallIntegerField(default=7, help_text='A count waits until more than this many days have passed since the one before.', validators=[django.core.validators.MaxValueValidator(366)], verbose_name='days between counts')),
                ('refuses_alike', models.BooleanField(default=True, help_text='A count waits while one answer has more than 90% of the batch.', verbose_name='90% rule')),
                ('first_count_waits', models.BooleanField(default=False, help_text='The first count waits for the interval too, reckoned from the opening.', verbose_name='first count waits')),
                ('sample_statement', models.TextField(help_text='Stands next to every figure.', verbose_name='sample statement')),
                ('notices', models.JSONField(blank=True, default=list, help_text="Slugs of the notices that the poll's pages link.", verbose_name='notices')),
                ('article_slug', models.SlugField(blank=True, max_length=80, verbose_name='article')),
                ('successor', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='polls.poll', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'poll',
                'verbose_name_plural': 'polls',
                'ordering': ['-opens_at', 'slug'],
                'permissions': [('count_ballots', 'Can count ballots that are due'), ('export_counts', 'Can export counts')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(verbose_name='number in the ledger')),
                ('day', models.DateField(help_text='UTC.', verbose_name='day')),
                ('kind', models.CharField(choices=[('carried over', 'carried over'), ('count', 'count'), ('leftover', 'leftover'), ('held', 'held'), ('held accepted', 'held accepted'), ('held rejected', 'held rejected'), ('correction', 'correction')], max_length=13, verbose_name='kind')),
                ('number', models.IntegerField(help_text='Votes in this entry: those by choice, and the unknown ones.', verbose_name='votes')),
                ('counts', models.JSONField(help_text='Votes by choice code, such as {"1": 4}.', verbose_name='counts')),
                ('unknown', models.IntegerField(help_text='Votes whose split is not known.', verbose_name='unknown')),
                ('wording_version', models.PositiveSmallIntegerField(verbose_name='wording version')),
                ('about', models.PositiveIntegerField(help_text='Sequence of the entry that this one decides on.', null=True, verbose_name='entry that it decides on')),
                ('origin', models.CharField(blank=True, max_length=200, verbose_name='origin')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('method', models.CharField(max_length=100, verbose_name='method')),
                ('previous_hash', models.CharField(max_length=64, verbose_name='previous hash')),
                ('hash', models.CharField(max_length=64, verbose_name='hash')),
                ('signer', models.CharField(help_text='The public key that checks the signature.', max_length=64, verbose_name='signer')),
                ('signature', models.CharField(max_length=128, verbose_name='signature')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='polls.poll', verbose_name='poll')),
            ],
            options={
                'verbose_name': 'ledger entry',
                'verbose_name_plural': 'ledger entries',
                'ordering': ['poll', 'sequence'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.PositiveSmallIntegerField(verbose_name='code')),
                ('label', models.CharField(max_length=200, verbose_name='label')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('is_hidden', models.BooleanField(default=False, verbose_name='hidden')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='polls.poll', verbose_name='poll')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
                'ordering': ['poll', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='BoxKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('box', models.CharField(choices=[('main', 'main'), ('held', 'held')], max_length=4)),
                ('public', models.BinaryField(max_length=32)),
                ('made_on', models.DateField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('destroyed_on', models.DateField(null=True)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='box_keys', to='polls.poll')),
            ],
        ),
        migrations.CreateModel(
            name='SealedBallot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.CharField(choices=[('main', 'main'), ('held', 'held')], max_length=4)),
                ('cipher', models.BinaryField(max_length=65)),
                ('key', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='polls.boxkey')),
                ('poll', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='polls.poll')),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('question', models.CharField(max_length=300, verbose_name='question')),
                ('labels', models.JSONField(help_text='Label by code, such as {"1": "Yes"}.', verbose_name='labels')),
                ('from_day', models.DateField(verbose_name='from')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='polls.poll', verbose_name='poll')),
            ],
            options={
                'verbose_name': 'wording',
                'verbose_name_plural': 'wordings',
                'ordering': ['poll', 'version'],
            },
        ),
        migrations.CreateModel(
            name='ExportLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exported_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('name', models.CharField(help_text="The account's name at that moment.", max_length=150, verbose_name='account')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('what', models.JSONField(help_text='Polls with their ledger heads, format, and period.', verbose_name='figures')),
                ('exported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='exported by')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-exported_at'],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='export_has_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at', None), ('closes_at__gte', models.F('opens_at')), _connector='OR'), name='poll_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('count_minimum__gte', 1)), name='poll_counts_one_ballot_or_more'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('is_sensitive', False), models.Q(('count_interval_days__gte', 7), ('count_minimum__gte', 10), ('refuses_alike', True)), _connector='OR'), name='sensitive_poll_keeps_its_floors', violation_error_message='A sensitive poll counts 10 ballots or more, at most every 7 days, under the 90%% rule. Its settings can only be stricter.'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(fields=('poll', 'sequence'), name='one_entry_for_each_sequence'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(fields=('poll', 'previous_hash'), name='one_entry_after_each_entry'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('held accepted', 'held rejected'))), fields=('poll', 'about'), name='one_decision_for_each_held_entry'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['carried over', 'count', 'leftover', 'held', 'held accepted', 'held rejected', 'correction'])), name='entry_has_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'carried over'), ('sequence', 0)), models.Q(models.Q(('kind', 'carried over'), _negated=True), ('sequence__gt', 0)), _connector='OR'), name='ledger_begins_with_what_was_carried_over'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'correction'), models.Q(('number__gte', 0), ('unknown__gte', 0)), _connector='OR'), name='only_a_correction_is_negative'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about__isnull', False), ('kind__in', ('held accepted', 'held rejected'))), models.Q(models.Q(('kind__in', ('held accepted', 'held rejected')), _negated=True), ('about', None)), _connector='OR'), name='decision_names_its_entry'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('held accepted', 'held rejected', 'correction')), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='decision_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('poll', 'code'), name='one_choice_for_each_code'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(('code__gte', 1), ('code__lte', 9)), name='choice_code_is_one_digit'),
        ),
        migrations.AddConstraint(
            model_name='boxkey',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('poll', 'box'), name='one_key_in_use_for_each_box'),
        ),
        migrations.AddConstraint(
            model_name='boxkey',
            constraint=models.UniqueConstraint(fields=('public',), name='one_box_key_for_each_public_half'),
        ),
        migrations.AddConstraint(
            model_name='boxkey',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('public'), 32), name='box_key_has_its_length'),
        ),
        migrations.AddConstraint(
            model_name='boxkey',
            constraint=models.CheckConstraint(condition=models.Q(('destroyed_on', None), ('retired_at__isnull', False), _connector='OR'), name='box_key_is_retired_first'),
        ),
        migrations.AddIndex(
            model_name='sealedballot',
            index=models.Index(fields=['poll', 'box'], name='ballots_by_box'),
        ),
        migrations.AddConstraint(
            model_name='sealedballot',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('cipher'), 65), name='ballot_has_its_length'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('poll', 'version'), name='one_wording_for_each_version'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='changed_wording_has_a_reason'),
        ),
    ]
