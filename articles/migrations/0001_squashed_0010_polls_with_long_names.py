# Makes the tables as ten migrations left them in release 2026-11.

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these needs nothing of this one. Their roles are made in psyweb/migrations.
    replaces = [
        ('articles', '0001_initial'),
        ('articles', '0002_roles'),
        ('articles', '0003_signatures_previews_links'),
        ('articles', '0004_flow_data'),
        ('articles', '0005_scratches_and_glossary'),
        ('articles', '0006_mistake_reports'),
        ('articles', '0007_names_of_fields'),
        ('articles', '0008_listings'),
        ('articles', '0009_scratches_of_every_form'),
        ('articles', '0010_polls_with_long_names'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='One word, in small letters; its plural is a word of its own.', max_length=60, unique=True, validators=[django.core.validators.RegexValidator("^[a-z]+(?:'[a-z]+)?\\Z", 'One word, in small letters.')], verbose_name='word')),
                ('meaning', models.CharField(help_text='As a page would explain it.', max_length=300, verbose_name='in plain words')),
            ],
            options={
                'verbose_name': 'glossary word',
                'verbose_name_plural': 'glossary words',
                'ordering': ['word'],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='address')),
                ('state', models.CharField(choices=[('good', 'answers'), ('moved', 'answers at another address'), ('dead', 'is gone'), ('failing', 'does not answer'), ('refused', 'is not looked at')], max_length=10, verbose_name='state')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="answer's code")),
                ('says', models.CharField(blank=True, max_length=200, verbose_name='answer in words')),
                ('leads_to', models.URLField(blank=True, max_length=500, verbose_name='leads to')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row')),
                ('checked_at', models.DateTimeField(verbose_name='checked at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('used_in', models.JSONField(default=list, help_text='[[title, address at the desk]]: the pages that link it, at the last check.', verbose_name='linked from')),
            ],
            options={
                'verbose_name': 'link check',
                'verbose_name_plural': 'link checks',
                'ordering': ['url'],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='sha256')),
                ('file', models.FileField(upload_to='pictures/', verbose_name='file')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='text alternative')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='decorative')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence')),
                ('note', models.TextField(blank=True, help_text='Where the picture comes from. Not public.', verbose_name='note')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='short name')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('summary', models.TextField(verbose_name='summary')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='WarningSigns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intro', models.CharField(max_length=200, verbose_name='introduction')),
                ('signs', models.JSONField(default=list, verbose_name='signs')),
                ('source', models.URLField(max_length=300, verbose_name='source')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='verified on')),
            ],
            options={
                'verbose_name': 'warning signs',
                'verbose_name_plural': 'warning signs',
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='short name')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('tags', models.JSONField(blank=True, default=list, verbose_name='tags')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('key_points', models.JSONField(blank=True, default=list, verbose_name='key points')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='questions to take to the doctor')),
                ('poll_slug', models.SlugField(blank=True, max_length=80, verbose_name='poll')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='author line')),
                ('clinical_reviewer', models.CharField(blank=True, max_length=200, verbose_name='clinical reviewer')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='reviewed on')),
                ('facts_checked_on', models.DateField(blank=True, null=True, verbose_name='facts checked on')),
                ('review_due_on', models.DateField(blank=True, null=True, verbose_name='review due on')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in review', 'in review'), ('approved', 'approved'), ('published', 'published')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_articles', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['title'],
                'permissions': [('submit_article', 'Can submit an article for review'), ('approve_article', 'Can approve an article that someone else submitted'), ('publish_article', 'Can publish and withdraw editions'), ('sign_article', 'Can sign an article as a clinician')],
            },
        ),
        migrations.CreateModel(
            name='HelpLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('emergency', 'emergency number'), ('line', 'help line')], max_length=10, verbose_name='kind')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('country', models.CharField(help_text='ISO 3166 code, EU, or any.', max_length=3, verbose_name='country code')),
                ('country_name', models.CharField(max_length=60, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=60, verbose_name='region')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('call', models.CharField(blank=True, max_length=30, verbose_name='number to call')),
                ('text', models.CharField(blank=True, max_length=30, verbose_name='number to text')),
                ('text_word', models.CharField(blank=True, max_length=20, verbose_name='word to send')),
                ('chat_url', models.URLField(blank=True, verbose_name='chat')),
                ('url', models.URLField(blank=True, verbose_name='address')),
                ('hours', models.CharField(blank=True, max_length=100, verbose_name='hours')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('is_free', models.BooleanField(blank=True, null=True, verbose_name='free')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='verified on')),
                ('source', models.URLField(blank=True, max_length=300, verbose_name='source')),
                ('note', models.TextField(blank=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'help line',
                'verbose_name_plural': 'help lines',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('country', 'name'), name='one_help_line_for_each_name')],
            },
        ),
        migrations.CreateModel(
            name='IndexTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=120, unique=True, verbose_name='term')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='index_terms', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'index term',
                'verbose_name_plural': 'index terms',
                'ordering': ['term'],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20, verbose_name='verb')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'moves',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(verbose_name='short name')),
                ('kind', models.CharField(choices=[('about', 'about'), ('disclaimer', 'disclaimer'), ('policy', 'policy'), ('poll', 'poll'), ('legal', 'legal'), ('poll-privacy', 'poll privacy'), ('privacy', 'privacy')], max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('effective_from', models.DateField(verbose_name='effective from')),
                ('body', models.TextField(verbose_name='text')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['slug', '-effective_from'],
                'constraints': [models.UniqueConstraint(fields=('slug', 'effective_from'), name='one_notice_version_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.CharField(max_length=60, verbose_name='check')),
                ('reason', models.TextField(verbose_name='reason')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('expires_on', models.DateField(blank=True, help_text='Empty: kept as history, for an edition that is no longer live.', null=True, verbose_name='expires on')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'overridden check',
                'verbose_name_plural': 'overridden checks',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='PackItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('key', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(help_text='SHA-256 of the fields as the pack gave them.', max_length=64)),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['kind', 'key'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='one_pack_item_for_each_key')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('heading', models.CharField(max_length=120, verbose_name='heading')),
                ('aspect', models.CharField(choices=[('overview', 'Overview'), ('causes', 'Causes'), ('symptoms', 'Symptoms'), ('treatments', 'Treatments'), ('risks', 'Risks'), ('side-effects', 'Side effects'), ('self-care', 'Self-care'), ('outlook', 'Outlook'), ('without-treatment', 'Without treatment'), ('living-with', 'Living with it'), ('getting-help', 'Getting help'), ('questions', 'Questions')], max_length=20, verbose_name='aspect')),
                ('body', models.TextField(verbose_name='text')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('role', models.CharField(help_text='In the words of the person who signed.', max_length=200, verbose_name='role')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='signed at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.article', verbose_name='article')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'place in a topic',
                'verbose_name_plural': 'places in topics',
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.Placement', to='articles.topic', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('document', models.JSONField(verbose_name='document')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.article', verbose_name='article')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['article', 'number'],
            },
        ),
        migrations.CreateModel(
            name='SignatureVoid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.JSONField(verbose_name='reasons')),
                ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voids', to='articles.signature', verbose_name='signature')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.version', verbose_name='version')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='signature',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='articles.version', verbose_name='version'),
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_for', models.CharField(blank=True, max_length=120, verbose_name='for whom')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preview_links', to='articles.version', verbose_name='version')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('slug', models.SlugField(max_length=80, verbose_name='short name')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('summary', models.TextField(verbose_name='summary')),
                ('html', models.JSONField(help_text='Rendered sections: [{id, heading, aspect, html}]; articles/editions.py gives the shape.', verbose_name='rendered sections')),
                ('text', models.TextField(help_text='All words without marks, for search.', verbose_name='words')),
                ('change_class', models.CharField(choices=[('new page', 'new page'), ('evidence update', 'evidence update'), ('correction', 'correction'), ('rewording', 'rewording'), ('carried over', 'carried over')], max_length=20, verbose_name='kind of change')),
                ('change_note', models.TextField(verbose_name='change note')),
                ('checks', models.JSONField(help_text='What the checks found at that moment, and the overrides.', verbose_name='findings of the checks')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('publish_at', models.DateTimeField(db_index=True, verbose_name='publish at')),
                ('review_due_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='review due on')),
                ('withdraw_at', models.DateTimeField(blank=True, null=True, verbose_name='withdraw at')),
                ('withdrawal_reason', models.TextField(blank=True, verbose_name='withdrawal reason')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.article', verbose_name='article')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
                ('topics', models.ManyToManyField(related_name='editions', to='articles.topic', verbose_name='topics')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.version', verbose_name='version')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['article', '-number'],
            },
        ),
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
            },
        ),
        migrations.CreateModel(
            name='MistakeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(max_length=2000, verbose_name='message')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered by a change of the page'), ('closed', 'closed without a change')], default='open', max_length=10, verbose_name='state')),
                ('note', models.TextField(blank=True, verbose_name='what was done')),
                ('settled_on', models.DateField(blank=True, editable=False, null=True, verbose_name='settled on')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mistake_reports', to='articles.article', verbose_name='article')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition')),
                ('settled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
            ],
            options={
                'verbose_name': 'mistake report',
                'verbose_name_plural': 'mistake reports',
                'ordering': ['-received_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_on', None), ('state', 'open')), models.Q(('settled_on__isnull', False), ('state__in', ['answered', 'closed'])), _connector='OR'), name='a_settled_report_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='ReviewMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-sent_on'],
                'constraints': [models.UniqueConstraint(fields=('to', 'sent_on'), name='one_review_mail_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Scratch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(help_text='Of the form: “articles.notice”.', max_length=100)),
                ('row', models.CharField(blank=True, help_text='Its primary key; empty for a new one.', max_length=40)),
                ('typed', models.JSONField(help_text='[[name, value], …] as the form would send it.')),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scratches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'model', 'row'), name='one_scratch_for_each_form')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place')),
                ('key', models.SlugField(help_text='Cite it in a section as [key].', max_length=40, verbose_name='key')),
                ('publisher', models.CharField(blank=True, max_length=160, verbose_name='publisher')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('kind', models.CharField(choices=[('guideline', 'guideline'), ('regulator', 'regulator'), ('professional body', 'professional body'), ('public body', 'public body'), ('review', 'review of studies'), ('trial', 'trial'), ('study', 'study'), ('comment', 'comment'), ('health site', 'health site'), ('charity', 'charity'), ('news', 'news')], max_length=20, verbose_name='kind')),
                ('published', models.CharField(blank=True, help_text='As exact as it is known: 2024, 2024-01 or 2024-01-19.', max_length=10, verbose_name='published')),
                ('accessed_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('seen', models.CharField(blank=True, choices=[('original', "on the publisher's own page"), ('copy', 'on another site that carries the same text'), ('report', 'through a news report or a summary only')], max_length=10, verbose_name='how it was read')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('article', 'key'), name='one_source_for_each_key')],
            },
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['topic', 'position'], name='placement_by_position'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('topic', 'article'), name='one_placement_for_each_topic'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_version_for_each_number'),
        ),
        migrations.AddConstraint(
            model_name='signaturevoid',
            constraint=models.UniqueConstraint(fields=('signature', 'version'), name='one_void_for_each_version'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('version', 'by'), name='one_signature_of_each_person'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_edition_for_each_number'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['beginning', 'title'], name='listing_by_title'),
        ),
    ]
