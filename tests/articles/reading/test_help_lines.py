import pytest
from django.db import DatabaseError, connection

from articles.models import HelpLine
from articles.reading import help_lines
from articles.reading.live.state import public_state
from articles.templatetags.help_lines import as_phone_number
from tests.moments import DAY

from ..public_pages import LONG_AGO_ON, furnish


@pytest.fixture(autouse=True)
def _forgotten():
    help_lines.clear_cache()
    yield
    help_lines.clear_cache()


def line(**fields):
    return {"kind": "line", "name": "A made-up line", "call": "1", "verified_on": LONG_AGO_ON} | fields


def refuse(*_args):
    raise DatabaseError("The database is away.")


@pytest.mark.django_db
def test_a_minute_of_pages_asks_twice(django_assert_num_queries):
    furnish()
    with django_assert_num_queries(2):
        help_lines.load_help_lines()
        help_lines.load_help_lines()


@pytest.mark.django_db
def test_without_a_database_the_last_known_lines_are_there(monkeypatch):
    furnish()
    help_lines.load_help_lines()
    monkeypatch.setattr(help_lines, "CACHED_FOR", -DAY)
    with connection.execute_wrapper(refuse):
        assert help_lines.load_help_lines().first.lines[0].name == "A made-up line"


@pytest.mark.django_db
def test_without_a_database_from_the_start_the_content_pack_stands_in():
    with connection.execute_wrapper(refuse):
        found = help_lines.load_help_lines()
    assert found.first.lines[0].call == "988"
    assert found.signs.signs


@pytest.mark.django_db
def test_what_is_drawn_for_good_is_not_drawn_of_lines_that_stand_in():
    state = public_state()
    with connection.execute_wrapper(refuse), pytest.raises(DatabaseError):
        help_lines.load_help_lines(state)


@pytest.mark.django_db
def test_without_a_verified_line_the_content_pack_stands_in():
    HelpLine.objects.create(kind="line", country="US", country_name="United States", name="Unverified", call="1")
    assert help_lines.load_help_lines().first.lines[0].call == "988"


@pytest.mark.django_db
def test_unverified_numbers_are_left_out_of_the_block_on_pages():
    furnish()
    HelpLine.objects.create(kind="emergency", country="US", country_name="United States", name="Emergency", call="1")
    assert help_lines.load_help_lines().countries[0].emergency
    assert help_lines.load_help_lines().first.emergency is None


@pytest.mark.django_db
def test_the_strip_leads_to_further_countries_and_not_to_all():
    for number in range(9):
        HelpLine.objects.create(**line(country=f"X{number}", country_name=f"Country {number}"))
    HelpLine.objects.create(**line(country="any", country_name="Any other country"))
    found = help_lines.load_help_lines()
    assert [country.slug for country in found.others] == ["x1", "x2", "x3", "x4", "x5"]


@pytest.mark.parametrize(("call", "numbers"), [("112 or 999", ["112", "999"]), ("116 123", ["116 123"]), ("", [])])
def test_each_number_to_call_is_one_of_its_own(call, numbers):
    assert HelpLine(call=call).numbers == numbers


@pytest.mark.parametrize(
    ("source", "url", "host", "is_own"),
    [
        ("https://www.example.org/faq", "https://example.org", "example.org", True),
        ("https://example.net/report", "https://example.org", "example.net", False),
        ("https://example.net/report", "", "example.net", False),
        ("", "", "", False),
    ],
    ids=["own page", "another's page", "no page of its own", "no source"],
)
def test_where_a_number_was_read(source, url, host, is_own):
    read = HelpLine(source=source, url=url)
    assert (read.source_host, read.is_read_at_the_service) == (host, is_own)


@pytest.mark.parametrize(
    ("is_free", "verified_on", "is_known"), [(True, LONG_AGO_ON, True), (True, None, False), (None, LONG_AGO_ON, False)]
)
def test_free_is_known_only_where_it_was_read(is_free, verified_on, is_known):
    assert HelpLine(is_free=is_free, verified_on=verified_on).is_known_to_be_free is is_known


@pytest.mark.parametrize(("shown", "dialled"), [("116 123", "116123"), ("+1 988", "+1988")])
def test_a_number_as_a_phone_dials_it(shown, dialled):
    assert as_phone_number(shown) == dialled
