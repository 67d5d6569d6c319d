import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_mistake_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['title'], 'permissions': [('submit_article', 'Can submit an article for review'), ('approve_article', 'Can approve an article that someone else submitted'), ('publish_article', 'Can publish and withdraw editions'), ('sign_article', 'Can sign an article as a clinician')], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AlterModelOptions(
            name='edition',
            options={'ordering': ['article', '-number'], 'verbose_name': 'edition', 'verbose_name_plural': 'editions'},
        ),
        migrations.AlterModelOptions(
            name='glossaryword',
            options={'ordering': ['word'], 'verbose_name': 'glossary word', 'verbose_name_plural': 'glossary words'},
        ),
        migrations.AlterModelOptions(
            name='helpline',
            options={'ordering': ['position', 'pk'], 'verbose_name': 'help line', 'verbose_name_plural': 'help lines'},
        ),
        migrations.AlterModelOptions(
            name='indexterm',
            options={'ordering': ['term'], 'verbose_name': 'index term', 'verbose_name_plural': 'index terms'},
        ),
        migrations.AlterModelOptions(
            name='linkcheck',
            options={'ordering': ['url'], 'verbose_name': 'link check', 'verbose_name_plural': 'link checks'},
        ),
        migrations.AlterModelOptions(
            name='mistakereport',
            options={'ordering': ['-received_on', '-pk'], 'verbose_name': 'mistake report', 'verbose_name_plural': 'mistake reports'},
        ),
        migrations.AlterModelOptions(
            name='move',
            options={'ordering': ['-at', '-pk'], 'verbose_name': 'move', 'verbose_name_plural': 'moves'},
        ),
        migrations.AlterModelOptions(
            name='notice',
            options={'ordering': ['slug', '-effective_from'], 'verbose_name': 'notice', 'verbose_name_plural': 'notices'},
        ),
        migrations.AlterModelOptions(
            name='override',
            options={'ordering': ['-made_at'], 'verbose_name': 'overridden check', 'verbose_name_plural': 'overridden checks'},
        ),
        migrations.AlterModelOptions(
            name='picture',
            options={'verbose_name': 'picture', 'verbose_name_plural': 'pictures'},
        ),
        migrations.AlterModelOptions(
            name='placement',
            options={'ordering': ['position'], 'verbose_name': 'place in a topic', 'verbose_name_plural': 'places in topics'},
        ),
        migrations.AlterModelOptions(
            name='previewlink',
            options={'ordering': ['-pk'], 'verbose_name': 'preview link', 'verbose_name_plural': 'preview links'},
        ),
        migrations.AlterModelOptions(
            name='section',
            options={'ordering': ['position', 'pk'], 'verbose_name': 'section', 'verbose_name_plural': 'sections'},
        ),
        migrations.AlterModelOptions(
            name='signature',
            options={'ordering': ['-pk'], 'verbose_name': 'signature', 'verbose_name_plural': 'signatures'},
        ),
        migrations.AlterModelOptions(
            name='source',
            options={'ordering': ['position', 'pk'], 'verbose_name': 'source', 'verbose_name_plural': 'sources'},
        ),
        migrations.AlterModelOptions(
            name='topic',
            options={'ordering': ['position', 'name'], 'verbose_name': 'topic', 'verbose_name_plural': 'topics'},
        ),
        migrations.AlterModelOptions(
            name='version',
            options={'ordering': ['article', 'number'], 'verbose_name': 'version', 'verbose_name_plural': 'versions'},
        ),
        migrations.AlterModelOptions(
            name='warningsigns',
            options={'verbose_name': 'warning signs', 'verbose_name_plural': 'warning signs'},
        ),
        migrations.AlterField(
            model_name='article',
            name='approved_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AlterField(
            model_name='article',
            name='clinical_reviewer',
            field=models.CharField(blank=True, max_length=200, verbose_name='clinical reviewer'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='article',
            name='facts_checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='facts checked on'),
        ),
        migrations.AlterField(
            model_name='article',
            name='key_points',
            field=models.JSONField(blank=True, default=list, verbose_name='key points'),
        ),
        migrations.AlterField(
            model_name='article',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_articles', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AlterField(
            model_name='article',
            name='picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.picture', verbose_name='picture'),
        ),
        migrations.AlterField(
            model_name='article',
            name='review_due_on',
            field=models.DateField(blank=True, null=True, verbose_name='review due on'),
        ),
        migrations.AlterField(
            model_name='article',
            name='reviewed_on',
            field=models.DateField(blank=True, null=True, verbose_name='reviewed on'),
        ),
        migrations.AlterField(
            model_name='article',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, verbose_name='short name'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('draft', 'draft'), ('in review', 'in review'), ('approved', 'approved'), ('published', 'published')], default='draft', editable=False, max_length=12, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='article',
            name='submitted_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        migrations.AlterField(
            model_name='article',
            name='summary',
            field=models.TextField(blank=True, verbose_name='summary'),
        ),
        migrations.AlterField(
            model_name='article',
            name='tags',
            field=models.JSONField(blank=True, default=list, verbose_name='tags'),
        ),
        migrations.AlterField(
            model_name='article',
            name='title',
            field=models.CharField(max_length=160, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='article',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.Placement', to='articles.topic', verbose_name='topics'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='approved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='change_class',
            field=models.CharField(choices=[('new page', 'new page'), ('evidence update', 'evidence update'), ('correction', 'correction'), ('rewording', 'rewording'), ('carried over', 'carried over')], max_length=20, verbose_name='kind of change'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='change_note',
            field=models.TextField(verbose_name='change note'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='checks',
            field=models.JSONField(help_text='What the checks found at that moment, and the overrides.', verbose_name='findings of the checks'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='html',
            field=models.JSONField(help_text='Rendered sections: [{id, heading, aspect, html}]; articles/editions.py gives the shape.', verbose_name='rendered sections'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='number',
            field=models.PositiveIntegerField(verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='publish_at',
            field=models.DateTimeField(db_index=True, verbose_name='publish at'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='published_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='review_due_on',
            field=models.DateField(blank=True, db_index=True, null=True, verbose_name='review due on'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='slug',
            field=models.SlugField(max_length=80, verbose_name='short name'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='summary',
            field=models.TextField(verbose_name='summary'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='text',
            field=models.TextField(help_text='All words without marks, for search.', verbose_name='words'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='title',
            field=models.CharField(max_length=160, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='topics',
            field=models.ManyToManyField(related_name='editions', to='articles.topic', verbose_name='topics'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.version', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='withdraw_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdraw at'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='withdrawal_reason',
            field=models.TextField(blank=True, verbose_name='withdrawal reason'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='call',
            field=models.CharField(blank=True, max_length=30, verbose_name='number to call'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='chat_url',
            field=models.URLField(blank=True, verbose_name='chat'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='country',
            field=models.CharField(help_text='ISO 3166 code, EU, or any.', max_length=3, verbose_name='country code'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='country_name',
            field=models.CharField(max_length=60, verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='hours',
            field=models.CharField(blank=True, max_length=100, verbose_name='hours'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='kind',
            field=models.CharField(choices=[('emergency', 'emergency number'), ('line', 'help line')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='languages',
            field=models.JSONField(blank=True, default=list, verbose_name='languages'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='name',
            field=models.CharField(max_length=100, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='region',
            field=models.CharField(blank=True, max_length=60, verbose_name='region'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='source',
            field=models.URLField(blank=True, max_length=300, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='text',
            field=models.CharField(blank=True, max_length=30, verbose_name='number to text'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='text_word',
            field=models.CharField(blank=True, max_length=20, verbose_name='word to send'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='url',
            field=models.URLField(blank=True, verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='helpline',
            name='verified_on',
            field=models.DateField(blank=True, null=True, verbose_name='verified on'),
        ),
        migrations.AlterField(
            model_name='indexterm',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='index_terms', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='indexterm',
            name='term',
            field=models.CharField(max_length=120, unique=True, verbose_name='term'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='answered at'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='checked_at',
            field=models.DateTimeField(verbose_name='checked at'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='failures',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='leads_to',
            field=models.URLField(blank=True, max_length=500, verbose_name='leads to'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='says',
            field=models.CharField(blank=True, max_length=200, verbose_name='answer in words'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='state',
            field=models.CharField(choices=[('good', 'answers'), ('moved', 'answers at another address'), ('dead', 'is gone'), ('failing', 'does not answer'), ('refused', 'is not looked at')], max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='status',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="answer's code"),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='url',
            field=models.URLField(max_length=500, unique=True, verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='linkcheck',
            name='used_in',
            field=models.JSONField(default=list, help_text='[[title, address at the desk]]: the pages that link it, at the last check.', verbose_name='linked from'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mistake_reports', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='message',
            field=models.TextField(max_length=2000, verbose_name='message'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='received_on',
            field=models.DateField(verbose_name='received on'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='settled_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='settled_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='settled on'),
        ),
        migrations.AlterField(
            model_name='mistakereport',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('answered', 'answered by a change of the page'), ('closed', 'closed without a change')], default='open', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='move',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='move',
            name='at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='time'),
        ),
        migrations.AlterField(
            model_name='move',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='move',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='move',
            name='verb',
            field=models.CharField(max_length=20, verbose_name='verb'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='body',
            field=models.TextField(verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='effective_from',
            field=models.DateField(verbose_name='effective from'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('about', 'about'), ('disclaimer', 'disclaimer'), ('policy', 'policy'), ('poll', 'poll'), ('legal', 'legal'), ('poll-privacy', 'poll privacy'), ('privacy', 'privacy')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='slug',
            field=models.SlugField(verbose_name='short name'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='title',
            field=models.CharField(max_length=120, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='override',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='override',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='override',
            name='check_name',
            field=models.CharField(max_length=60, verbose_name='check'),
        ),
        migrations.AlterField(
            model_name='override',
            name='expires_on',
            field=models.DateField(blank=True, help_text='Empty: kept as history, for an edition that is no longer live.', null=True, verbose_name='expires on'),
        ),
        migrations.AlterField(
            model_name='override',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at'),
        ),
        migrations.AlterField(
            model_name='override',
            name='reason',
            field=models.TextField(verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='credit',
            field=models.CharField(blank=True, max_length=200, verbose_name='credit'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='file',
            field=models.FileField(upload_to='pictures/', verbose_name='file'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='height',
            field=models.PositiveIntegerField(editable=False, verbose_name='height'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='licence',
            field=models.CharField(blank=True, max_length=100, verbose_name='licence'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='note',
            field=models.TextField(blank=True, help_text='Where the picture comes from. Not public.', verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='sha256',
            field=models.CharField(editable=False, max_length=64, unique=True, verbose_name='sha256'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='width',
            field=models.PositiveIntegerField(editable=False, verbose_name='width'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.topic', verbose_name='topic'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='expires_at',
            field=models.DateTimeField(verbose_name='expires at'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='revoked at'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by'),
        ),
        migrations.AlterField(
            model_name='previewlink',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preview_links', to='articles.version', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='section',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='section',
            name='aspect',
            field=models.CharField(choices=[('overview', 'Overview'), ('causes', 'Causes'), ('symptoms', 'Symptoms'), ('treatments', 'Treatments'), ('risks', 'Risks'), ('side-effects', 'Side effects'), ('self-care', 'Self-care'), ('outlook', 'Outlook'), ('without-treatment', 'Without treatment'), ('living-with', 'Living with it'), ('getting-help', 'Getting help'), ('questions', 'Questions')], max_length=20, verbose_name='aspect'),
        ),
        migrations.AlterField(
            model_name='section',
            name='body',
            field=models.TextField(verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='section',
            name='heading',
            field=models.CharField(max_length=120, verbose_name='heading'),
        ),
        migrations.AlterField(
            model_name='section',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='signed_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='signed at'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='articles.version', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='signaturevoid',
            name='reasons',
            field=models.JSONField(verbose_name='reasons'),
        ),
        migrations.AlterField(
            model_name='signaturevoid',
            name='signature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voids', to='articles.signature', verbose_name='signature'),
        ),
        migrations.AlterField(
            model_name='signaturevoid',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.version', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='source',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='source',
            name='key',
            field=models.SlugField(help_text='Cite it in a section as [key].', max_length=40, verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='source',
            name='kind',
            field=models.CharField(choices=[('guideline', 'guideline'), ('regulator', 'regulator'), ('professional body', 'professional body'), ('public body', 'public body'), ('review', 'review of studies'), ('trial', 'trial'), ('study', 'study'), ('comment', 'comment'), ('health site', 'health site'), ('charity', 'charity'), ('news', 'news')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='source',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='source',
            name='published',
            field=models.CharField(blank=True, help_text='As exact as it is known: 2024, 2024-01 or 2024-01-19.', max_length=10, verbose_name='published'),
        ),
        migrations.AlterField(
            model_name='source',
            name='publisher',
            field=models.CharField(blank=True, max_length=160, verbose_name='publisher'),
        ),
        migrations.AlterField(
            model_name='source',
            name='title',
            field=models.CharField(max_length=300, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='name',
            field=models.CharField(max_length=80, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='slug',
            field=models.SlugField(unique=True, verbose_name='short name'),
        ),
        migrations.AlterField(
            model_name='topic',
            name='summary',
            field=models.TextField(verbose_name='summary'),
        ),
        migrations.AlterField(
            model_name='version',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='version',
            name='document',
            field=models.JSONField(verbose_name='document'),
        ),
        migrations.AlterField(
            model_name='version',
            name='number',
            field=models.PositiveIntegerField(verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='version',
            name='saved_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved at'),
        ),
        migrations.AlterField(
            model_name='version',
            name='saved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by'),
        ),
        migrations.AlterField(
            model_name='warningsigns',
            name='intro',
            field=models.CharField(max_length=200, verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='warningsigns',
            name='signs',
            field=models.JSONField(default=list, verbose_name='signs'),
        ),
        migrations.AlterField(
            model_name='warningsigns',
            name='source',
            field=models.URLField(max_length=300, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='warningsigns',
            name='verified_on',
            field=models.DateField(blank=True, null=True, verbose_name='verified on'),
        ),
    ]
