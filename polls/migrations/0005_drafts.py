"""Polls begin as drafts; those that are there were opened, and nobody recorded who looked at them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polls', '0004_several_answers_on_a_ballot'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='poll',
            options={'ordering': [models.OrderBy(models.F('opens_at'), descending=True, nulls_first=True), 'slug'], 'permissions': [('count_ballots', 'Can count ballots that are due'), ('export_counts', 'Can export counts')], 'verbose_name': 'poll', 'verbose_name_plural': 'polls'},
        ),
        migrations.AddField(
            model_name='poll',
            name='follows',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='polls.poll', verbose_name='poll that a draft is to follow'),
        ),
        migrations.AddField(
            model_name='poll',
            name='opened_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by'),
        ),
        migrations.AddField(
            model_name='poll',
            name='opening',
            field=models.CharField(blank=True, choices=[('second person', 'A second person looked at this poll before it opened.'), ('alone', 'Opened by the person who wrote it, without a second person.'), ('loaded', 'Loaded with the site, not looked at by a second person.')], editable=False, max_length=13, verbose_name='who looked at it'),
        ),
        migrations.AddField(
            model_name='poll',
            name='own_reason',
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name='why no second person looked at it'),
        ),
        migrations.AddField(
            model_name='poll',
            name='written_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AlterField(
            model_name='poll',
            name='opens_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='opens'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', False), models.Q(('closes_at', None), ('opening', ''), ('successor', None)), _connector='OR'), name='draft_was_never_opened'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opening', 'alone'), models.Q(('own_reason', ''), _negated=True)), models.Q(models.Q(('opening', 'alone'), _negated=True), ('own_reason', '')), _connector='OR'), name='poll_opened_alone_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('opened_by', models.F('written_by')), ('opening', 'second person'), _negated=True), name='second_person_did_not_write_the_poll'),
        ),
    ]
