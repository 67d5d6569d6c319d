"""The suite is green on any day and on a machine of any speed: what each test file has to keep to for that."""

import re
from pathlib import Path

import pytest

from tests.machinery import dated
from tests.moments import NOW

TESTS = Path(__file__).resolve().parent
FILES = sorted(path for path in TESTS.rglob("test_*.py") if path != Path(__file__))
TYPED_DATE = re.compile(r"""["']20\d\d-\d\d-\d\d["']|\b(?:date|datetime)\(20\d\d""")
# Functions of the dates that they are given, and files of the content pack: no clock is met.
DATES_ARE_THE_SUBJECT = {"test_canonical.py", "test_charts.py", "test_reading_tags.py", "test_content_pack.py"}
TOMORROW = re.compile(r"\b(?:in_days|iso_day|days_from_now)\(1\)|\btoday\(\) \+ (?:DAY\b|timedelta\(days=1\))")
OWN_LIMIT = re.compile(r"\bdeadline=|\bsuppress_health_check=\[")
NAMES_CLOCKS = """
from tests.moments import DAY, NOW, in_days

SOON = in_days(30)

def helper():
    return timezone.now()

@pytest.fixture
def given():
    helper()

def test_by_name():
    assert NOW

def test_by_django():
    assert timezone.now()

@pytest.mark.parametrize("day", [in_days(30)])
def test_by_its_cases(day):
    assert day

def test_by_a_constant():
    assert SOON

def test_by_a_helper():
    assert helper()

def test_by_a_fixture(given):
    assert given

def test_by_lengths():
    assert 7 * DAY
"""


def faulty(is_faulty):
    return [str(path.relative_to(TESTS)) for path in FILES if is_faulty(path, path.read_text())]


def test_no_calendar_date_is_typed_in():
    """It would meet a clock one day: tests count from tests/moments.py."""
    assert faulty(lambda path, text: TYPED_DATE.search(text) and path.name not in DATES_ARE_THE_SUBJECT) == []


def test_what_is_still_to_come_is_further_away_than_tomorrow():
    """The suite may cross midnight, and then tomorrow is today: `in_days(30)` is still to come."""
    assert faulty(lambda _path, text: TOMORROW.search(text)) == []


@pytest.mark.parametrize(
    ("test", "names", "reaches"),
    [
        ("test_by_name", True, True),
        ("test_by_django", True, True),
        ("test_by_its_cases", True, True),
        ("test_by_a_constant", False, True),
        ("test_by_a_helper", False, True),
        ("test_by_a_fixture", False, True),
        ("test_by_lengths", False, False),
    ],
)
def test_what_names_a_clock_is_seen(test, names, reaches):
    module = dated.Module(NAMES_CLOCKS)
    assert (module.names_a_clock(test), module.reaches_a_clock(test)) == (names, reaches)


def test_a_fixture_that_all_tests_use_is_theirs():
    module = dated.Module(NAMES_CLOCKS + "\n@pytest.fixture(autouse=True)\ndef everywhere():\n    NOW\n")
    assert module.reaches_a_clock("test_by_lengths")


@pytest.mark.parametrize("case", ["first", "second"])
def test_the_first_case_that_reaches_a_clock_runs_again_with_the_clock_moved(request, case):
    assert _is_dated(request) is (case == "first")


def test_what_names_a_clock_runs_again_with_the_clock_moved(request):
    assert _is_dated(request)
    assert NOW


def _is_dated(request):
    return bool(NOW and request.node.get_closest_marker("dated"))


def test_no_test_sets_limits_of_speed_of_its_own():
    """tests/conftest.py sets them for all; a test's own list would replace that one."""
    assert faulty(lambda _path, text: OWN_LIMIT.search(text)) == []
