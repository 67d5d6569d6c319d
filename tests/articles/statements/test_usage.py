import pytest
from django.utils import timezone

from articles.models import Edition
from articles.publishing import withdraw
from articles.statements.usage import frozen, pages_with, successors
from tests.moments import NOW, TODAY, in_days

from ..factories import change, make_article, make_edition, make_section, make_statement

pytestmark = pytest.mark.django_db
CARRIES = "Words. [study]\n\n::: statement made-up-warning"


@pytest.fixture
def statement():
    return make_statement()


@pytest.fixture
def people(author, reviewer, publisher, notices):
    return {"by": author, "second": reviewer, "publisher": publisher}


@pytest.fixture
def edition(statement, people):
    article = make_article(by=people["by"], sections=[make_section(body=CARRIES)])
    made = make_edition(article, **people)
    return Edition.objects.select_related("listing").get(pk=made.pk)


def later(**fields):
    now = timezone.now()
    return make_statement(number=2, effective_from=TODAY, approved_at=now, in_force_from=now, **fields)


def test_live_pages_that_carry_it_are_found_and_no_others(edition, statement, people):
    make_edition(make_article(by=people["by"], slug="without"), **people)
    assert [page.slug for page in pages_with(statement.statement, at=timezone.now())] == ["example"]


def test_an_earlier_edition_does_not_count_as_use(edition, statement, people):
    change(edition.article, by=people["by"], sections=[make_section()])
    make_edition(edition.article, **people, at=timezone.now())
    assert not pages_with(statement.statement, at=timezone.now()).exists()


def test_a_withdrawn_page_does_not_count_as_use(edition, statement, publisher):
    withdraw(edition, by=publisher, reason="For a test.")
    assert not pages_with(statement.statement, at=timezone.now()).exists()


def test_an_edition_keeps_the_versions_of_its_publication(edition, statement):
    later()
    assert frozen(edition) == {"made-up-warning": statement}


def test_names_the_successors_that_its_readers_saw(edition):
    second = later()
    make_statement(number=3, effective_from=in_days(30))
    assert successors(edition, frozen(edition), at=timezone.now()) == {"made-up-warning": [second]}


def test_a_successor_after_the_end_of_the_edition_is_not_its_own(edition, publisher):
    withdraw(edition, by=publisher, reason="For a test.", at=NOW, withdraw_at=timezone.now())
    edition.refresh_from_db()
    later()
    assert successors(edition, frozen(edition), at=timezone.now()) == {"made-up-warning": []}


def test_a_version_that_was_superseded_before_its_day_is_no_successor(edition):
    begins = timezone.now()
    make_statement(number=2, effective_from=in_days(0), approved_at=begins, in_force_from=begins)
    third = make_statement(number=3, effective_from=in_days(0), approved_at=begins, in_force_from=begins)
    assert successors(edition, frozen(edition), at=timezone.now()) == {"made-up-warning": [third]}


def test_asks_nothing_of_a_page_without_statements(people, django_assert_num_queries):
    made = make_edition(make_article(by=people["by"]), **people)
    with django_assert_num_queries(0):
        assert successors(made, frozen(made), at=NOW) == {}
