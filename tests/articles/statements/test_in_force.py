import pytest

from articles.models import StatementVersion
from articles.statements import in_force, names_in
from tests.moments import TODAY, in_days

from ..factories import make_document, make_draft_statement, make_section, make_statement

pytestmark = pytest.mark.django_db


def numbers(*names, on=TODAY):
    return {name: version.number for name, version in in_force(names, on=on).items()}


def test_the_newest_effective_version_is_in_force():
    make_statement(effective_from=in_days(-10))
    make_statement(number=2, effective_from=TODAY)
    make_statement(number=3, effective_from=in_days(30))
    assert numbers("made-up-warning") == {"made-up-warning": 2}
    assert numbers("made-up-warning", on=in_days(-1)) == {"made-up-warning": 1}
    assert numbers("made-up-warning", on=in_days(30)) == {"made-up-warning": 3}


def test_a_later_number_supersedes_one_that_waits_for_its_day():
    make_statement(effective_from=in_days(5))
    make_statement(number=2, effective_from=TODAY)
    assert numbers("made-up-warning", on=in_days(9)) == {"made-up-warning": 2}


def test_a_draft_is_never_in_force(author):
    make_draft_statement(by=author, effective_from=in_days(-1))
    assert numbers("made-up-warning") == {}


def test_each_name_has_its_version_in_the_order_asked_for():
    make_statement("second")
    make_statement("first")
    assert list(in_force(["first", "second", "unknown"])) == ["first", "second"]


@pytest.mark.parametrize(("names", "queries"), [([], 0), (["one"], 1), (["one", "two", "three"], 1)])
def test_asks_once_with_signatures_and_not_at_all_without_names(names, queries, django_assert_num_queries):
    for name in names:
        make_statement(name)
    with django_assert_num_queries(queries):
        assert [(version.statement.slug, version.signature) for version in in_force(names).values()] == [
            (name, None) for name in names
        ]


def test_names_stand_in_reading_order_once():
    bodies = ["::: statement two\n\nWords.", "::: statement one\n\n::: statement two"]
    assert names_in(make_document(sections=[make_section(body=body) for body in bodies])) == ["two", "one"]


@pytest.mark.parametrize("day", [-1, 0, 30])
def test_row_and_queryset_agree_on_what_is_effective(day):
    version = make_statement(effective_from=in_days(day))
    assert StatementVersion.objects.effective(on=TODAY).contains(version) is version.is_effective(on=TODAY)
