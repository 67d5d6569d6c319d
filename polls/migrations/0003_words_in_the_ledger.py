"""Entries of the second format cover the words of the poll; those that are there are of the first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polls', '0002_ballots_in_bundles'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='count',
            name='entry_has_a_known_kind',
        ),
        migrations.AddField(
            model_name='count',
            name='format',
            field=models.PositiveSmallIntegerField(default=1, help_text='Of the text that is hashed: from 2 on, it covers the words.', verbose_name='format'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='count',
            name='most_answers',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='answers on a ballot, at most'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='count',
            name='words',
            field=models.CharField(blank=True, help_text='The hash of all wordings so far.', max_length=64, verbose_name='words'),
        ),
        migrations.AlterField(
            model_name='count',
            name='kind',
            field=models.CharField(choices=[('carried over', 'carried over'), ('count', 'count'), ('leftover', 'leftover'), ('held', 'held'), ('held accepted', 'held accepted'), ('held rejected', 'held rejected'), ('correction', 'correction'), ('words', 'words')], max_length=13, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['carried over', 'count', 'leftover', 'held', 'held accepted', 'held rejected', 'correction', 'words'])), name='entry_has_a_known_kind'),
        ),
    ]
