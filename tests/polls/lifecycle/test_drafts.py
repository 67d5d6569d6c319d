import pytest
from django.db import IntegrityError, transaction

from polls import lifecycle
from polls.errors import Refused
from polls.ledger import verification, words
from polls.models import Choice, Opening, Poll, Wording
from polls.results import poll_cache

from .. import factories
from ..factories import CHOICES, DAY, NOW

pytestmark = [pytest.mark.dated, pytest.mark.django_db]
OTHER = {"question": "Is it another?", "choices": [(1, "It is"), (2, "It isn't")]}


@pytest.fixture
def writer():
    return factories.make_person("add_poll")


@pytest.fixture
def draft(writer):
    return factories.make_draft(by=writer)


def test_a_draft_has_words_and_neither_keys_nor_a_ledger(draft, writer):
    assert (draft.is_draft, draft.written_by, draft.wording.labels["1"]) == (True, writer, "Yes, now")
    assert (draft.box_keys.count(), draft.ledger.count()) == (0, 0)


def test_row_and_queryset_agree_on_what_is_a_draft(draft):
    poll = factories.open_up(factories.make_draft())
    assert (list(Poll.objects.drafts()), list(Poll.objects.opened())) == ([draft], [poll])
    assert (draft.is_draft, poll.is_draft) == (True, False)


def test_a_draft_keeps_the_words_of_its_last_save_alone(draft, writer):
    draft.slug = "other"
    lifecycle.save_draft(draft, by=writer, **OTHER)
    draft = Poll.objects.get()
    assert (draft.slug, draft.question, draft.wording.version) == ("other", "Is it another?", 1)
    assert [choice.label for choice in draft.ballot_paper] == ["It is", "It isn't"]


@pytest.mark.parametrize("rights", [["add_poll", "change_poll"], []], ids=["another writer", "who may not write"])
def test_only_its_writer_changes_a_draft(draft, rights):
    with pytest.raises(Refused, match="not yours"):
        lifecycle.save_draft(draft, by=factories.make_person(*rights), **OTHER)
    assert Poll.objects.get().question == draft.question


def test_refuses_who_may_not_write(analyst):
    with pytest.raises(Refused, match="may not write"):
        factories.make_draft(by=analyst)
    assert not Poll.objects.exists()


def test_a_poll_that_was_opened_is_not_written_anew(draft, writer):
    factories.open_up(draft)
    with pytest.raises(Refused):
        lifecycle.save_draft(draft, by=writer, **OTHER)
    with pytest.raises(Refused, match="opened meanwhile"):
        lifecycle.save_draft(draft, **OTHER)
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.drafts.write_words(draft, **OTHER, reason="", at=NOW)
    assert Poll.objects.get().wording.labels["1"] == "Yes, now"


def test_a_second_person_opens_a_draft(draft):
    second = factories.make_person("change_poll")
    poll = factories.open_up(draft, by=second)
    assert (poll.is_open(), poll.opening, poll.opened_by) == (True, Opening.SECOND_PERSON, second)
    assert (poll.box_keys.count(), poll.ledger.get().sequence) == (2, 0)


def test_its_writer_opens_a_draft_with_a_reason_alone(writer, draft):
    writer.user_permissions.set(factories.make_person("add_poll", "change_poll").user_permissions.all())
    writer = type(writer).objects.get(pk=writer.pk)  # Without the rights that were read before.
    with pytest.raises(Refused, match="You wrote this draft"):
        factories.open_up(draft, by=writer, own_reason=" ")
    poll = factories.open_up(draft, by=writer, own_reason=" Nobody else is here. ")
    assert (poll.opening, poll.own_reason) == (Opening.ALONE, "Nobody else is here.")


def test_refuses_who_may_not_open(draft):
    with pytest.raises(Refused, match="may not open"):
        factories.open_up(draft, by=factories.make_person("add_poll", "view_poll"))


@pytest.mark.parametrize("change", [{"count_minimum": 11}, {"slug": "other"}, OTHER, {"notices": ["other"]}], ids=str)
def test_opens_only_what_was_looked_at(draft, writer, change):
    seen = lifecycle.fingerprint(draft)
    assert lifecycle.fingerprint(Poll.objects.get()) == seen
    text = {"question": draft.question, "choices": CHOICES}
    for name, value in change.items():
        setattr(draft, name, value) if name not in text else text.update({name: value})
    lifecycle.save_draft(draft, by=writer, **text)
    with pytest.raises(Refused, match="was changed since"):
        factories.open_up(draft, seen=seen)


def test_opens_once(draft):
    factories.open_up(draft)
    with pytest.raises(Refused, match="opened meanwhile"):
        factories.open_up(draft)


def test_the_ledger_covers_the_words_as_they_were_opened(writer):
    draft = factories.make_draft(by=writer, at=NOW - 3 * DAY)
    lifecycle.save_draft(draft, by=writer, at=NOW - 2 * DAY, **OTHER)
    poll = factories.open_up(draft, at=NOW)
    wording = poll.wordings.get()
    assert (wording.from_day, wording.question) == (NOW.date(), "Is it another?")
    assert poll.ledger.get().words == words.hash_of([words.text(poll, wording)])
    assert verification.of_poll(Poll.objects.get()) == []


def test_what_the_ledger_covers_is_changed_by_no_statement_any_more(draft):
    assert Wording.objects.update(question="Still a draft?") == Choice.objects.filter(code=1).update(code=9) == 1
    factories.open_up(draft)
    for change in (
        lambda: Wording.objects.update(question="Swapped?"),
        lambda: Wording.objects.all().delete(),
        lambda: Choice.objects.filter(code=2).update(label="Swapped"),
        lambda: Choice.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("rights", [["add_poll"], ["change_poll"]], ids=["its writer", "who opens polls"])
def test_a_draft_is_discarded_with_its_words(draft, writer, rights):
    lifecycle.discard_draft(draft, by=writer if rights == ["add_poll"] else factories.make_person(*rights))
    assert (Poll.objects.count(), Wording.objects.count(), Choice.objects.count()) == (0, 0, 0)
    assert verification.of_site() == []


def test_refuses_to_discard_the_draft_of_another_writer_and_an_open_poll(draft, writer):
    with pytest.raises(Refused, match="may not discard"):
        lifecycle.discard_draft(draft, by=factories.make_person("add_poll"))
    factories.open_up(draft)
    with pytest.raises(Refused, match="opened meanwhile"):
        lifecycle.discard_draft(draft, by=writer)


def test_a_draft_outlives_the_account_of_its_writer(draft, writer):
    writer.delete()
    assert factories.open_up(draft).opening == Opening.SECOND_PERSON


VERBS = {
    "close": lifecycle.close,
    "last day": lambda draft: lifecycle.set_last_day(draft, None),
    "reword": lambda draft: lifecycle.reword(draft, question="Other words", reason="Made up."),
    "follow": lambda draft: lifecycle.draft_successor(draft, slug="next", reason="Made up.", **OTHER),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_what_is_done_to_polls_is_not_done_to_drafts(draft, verb):
    with pytest.raises(Refused):
        verb(draft)


def test_no_cache_and_no_ledger_knows_a_draft(draft):
    with pytest.raises(Poll.DoesNotExist):
        poll_cache.find(draft.slug, at=NOW)
    assert poll_cache.last_seen(draft.slug) is None


@pytest.mark.parametrize(
    "change",
    [
        {"opening": Opening.ALONE},
        {"own_reason": "A reason."},
        {"opening": Opening.SECOND_PERSON, "own_reason": "A reason."},
        {"opens_at": None},
        {"opens_at": None, "opening": "", "closes_at": NOW},
    ],
    ids=str,
)
def test_the_database_keeps_who_looked_at_a_poll(draft, change):
    factories.open_up(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.update(**change)


def test_the_database_knows_that_a_writer_is_no_second_person(draft, writer):
    factories.open_up(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.update(opened_by=writer)
