import pytest

from polls import counting

from .. import factories
from ..ledger.test_verification import tamper

pytestmark = pytest.mark.django_db
PAGES = ["/polls/", "/polls/{}/", "/polls/{}/?voted=1", "/polls/{}/ledger/", "/polls/{}/embed/"]


@pytest.fixture(params=PAGES)
def page(request, client, poll):
    return client.get(request.param.format(poll.slug))


def test_the_ledger_shows_each_entry_and_what_its_hash_is_taken_of(client, poll):
    factories.cast_many(poll, {1: 6, 2: 4})
    entry = counting.count(poll)
    text = client.get(f"/polls/{poll.slug}/ledger/").text
    assert "All 2 entries agree with their hashes." in text
    assert entry.hash in text
    assert entry.signature in text
    assert "&quot;counts&quot;:{&quot;1&quot;:6,&quot;2&quot;:4}" in text


def test_the_ledger_says_when_it_does_not_agree(client, poll):
    tamper("UPDATE polls_count SET number = 4000")
    assert "This ledger does not agree with itself" in client.get(f"/polls/{poll.slug}/ledger/").text


def test_a_long_ledger_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr("polls.ledger.pages.ENTRIES_ON_A_PAGE", 2)
    poll = factories.make_harmless_poll()
    for _ in range(3):
        factories.cast(poll, 1)
        counting.count(poll)
    first, second = (client.get(f"/polls/{poll.slug}/ledger/", {"page": page}) for page in ("1", "2"))
    assert [[row["entry"].sequence for row in page.context["rows"]] for page in (first, second)] == [[3, 2], [1, 0]]
    assert "The entries on this page agree" in second.content.decode()


@pytest.mark.parametrize(
    ("statement", "pages"),
    [
        ("UPDATE polls_count SET note='Changed' WHERE sequence=5", [1]),
        ("UPDATE polls_count SET note='Changed' WHERE sequence=3", [1, 2]),
        ("UPDATE polls_count SET note='Changed' WHERE sequence=2", [2]),
        ("DELETE FROM polls_count WHERE sequence=3", [1, 2]),
        ("DELETE FROM polls_count WHERE sequence=0", [3]),
    ],
    ids=["newest", "before a page", "within", "missing between pages", "first missing"],
)
def test_each_page_of_the_ledger_checks_what_it_shows(client, monkeypatch, statement, pages):
    monkeypatch.setattr("polls.ledger.pages.ENTRIES_ON_A_PAGE", 2)
    poll = factories.make_harmless_poll()
    for _ in range(5):
        factories.cast(poll, 1)
        counting.count(poll)
    tamper(statement)
    found = [page for page in (1, 2, 3) if client.get(f"/polls/{poll.slug}/ledger/", {"page": page}).context["faults"]]
    assert set(pages) <= set(found)


def test_a_page_of_the_ledger_asks_a_constant_number_of_queries(client, django_assert_num_queries):
    poll = factories.make_harmless_poll()
    client.get(f"/polls/{poll.slug}/")
    with django_assert_num_queries(3):
        client.get(f"/polls/{poll.slug}/ledger/")
