"""The suite is green on any day and on a machine of any speed: what each test file has to keep to for that."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
FILES = sorted(path for path in TESTS.rglob("test_*.py") if path != Path(__file__))
TYPED_DATE = re.compile(r"""["']20\d\d-\d\d-\d\d["']|\b(?:date|datetime)\(20\d\d""")
# Functions of the dates that they are given, and files of the content pack: no clock is met.
DATES_ARE_THE_SUBJECT = {"test_canonical.py", "test_charts.py", "test_reading_tags.py", "test_content_pack.py"}
MEETS_A_CLOCK = re.compile(r"\btimezone\.now\(|^from tests\.moments import", re.MULTILINE)
TOMORROW = re.compile(r"\b(?:in_days|iso_day|days_from_now)\(1\)|\btoday\(\) \+ (?:DAY\b|timedelta\(days=1\))")
OWN_LIMIT = re.compile(r"\bdeadline=|\bsuppress_health_check=\[")
RUN_ONCE = {"browser", "crash", "linkage"}
"""Folders of tests that start whole sites and databases."""


def faulty(is_faulty):
    return [str(path.relative_to(TESTS)) for path in FILES if is_faulty(path, path.read_text())]


def test_no_calendar_date_is_typed_in():
    """It would meet a clock one day: tests count from tests/moments.py."""
    assert faulty(lambda path, text: TYPED_DATE.search(text) and path.name not in DATES_ARE_THE_SUBJECT) == []


def test_what_is_still_to_come_is_further_away_than_tomorrow():
    """The suite may cross midnight, and then tomorrow is today: `in_days(30)` is still to come."""
    assert faulty(lambda _path, text: TOMORROW.search(text)) == []


def test_what_meets_a_clock_runs_again_with_the_clock_moved():
    def is_left_out(path, text):
        return MEETS_A_CLOCK.search(text) and "pytest.mark.dated" not in text and not RUN_ONCE & set(path.parts)

    assert faulty(is_left_out) == []


def test_no_test_sets_limits_of_speed_of_its_own():
    """tests/conftest.py sets them for all; a test's own list would replace that one."""
    assert faulty(lambda _path, text: OWN_LIMIT.search(text)) == []
