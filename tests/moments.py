"""Name the moment at which the tests began, and days counted from it.

A test that meets a real clock (the database's, the browser's, `timezone.now()` in the code) counts from here: a date
that is typed in turns it red one day.
"""

import os
import time
from datetime import UTC, date, datetime, timedelta

from tests.machinery.environment import BEGAN

DAY = timedelta(days=1)
NOW = datetime.fromtimestamp(float(os.environ.get(BEGAN) or time.time()), UTC)
TODAY = NOW.date()
# What the code may take for today: the tests last less than a day, and may begin before a midnight.
DAYS_OF_THE_RUN = (TODAY, TODAY + DAY)
# The last noon that has passed: an hour more or less stays on the same day.
NOON = (NOW - DAY / 2).replace(hour=12, minute=0, second=0, microsecond=0)


def in_days(days: int) -> date:
    """A day counted from today; a negative number is in the past."""
    return TODAY + days * DAY


def iso_day(days: int) -> str:
    """That day as a form takes it and a document stores it: 2026-11-23."""
    return in_days(days).isoformat()


def in_words(day: date) -> str:
    """As the pages write a day: November 23, 2026."""
    return f"{day:%B} {day.day}, {day.year}"
