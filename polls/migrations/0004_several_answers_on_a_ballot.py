"""A poll says how many answers a ballot may have. Those that are there stay at one."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polls', '0003_words_in_the_ledger'),
    ]

    operations = [
        migrations.AddField(
            model_name='poll',
            name='most_answers',
            field=models.PositiveSmallIntegerField(default=1, help_text='With more than one, shares are of ballots and need not add up to 100. Fixed once it has opened.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='answers on a ballot, at most'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('most_answers__gte', 1), ('most_answers__lte', 9)), name='ballot_has_an_answer_or_more'),
        ),
    ]
