from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from polls import counting, lifecycle
from polls.errors import Refused
from polls.models import Box, Choice, Poll
from polls.results import poll_cache

from . import factories
from .factories import CHOICES, DAY, NOW

pytestmark = pytest.mark.dated

SUCCESSOR = {"slug": "what-now", "question": "What now?", "choices": CHOICES, "reason": "It means something else."}


def test_a_poll_is_open_with_its_words_its_keys_and_its_ledger(poll):
    assert poll.is_open()
    assert poll.wording.labels == {str(code): label for code, label in CHOICES}
    assert sorted(poll.box_keys.values_list("box", flat=True)) == sorted(Box.values)
    assert poll.ledger.count() == 1


def test_a_poll_without_older_votes_begins_at_0(db):
    assert factories.make_poll(carried_over=None).ledger.get().number == 0


@pytest.mark.parametrize(
    "parts",
    [
        {"choices": [(1, "Only this")]},
        {"choices": [(1, "One"), (10, "Two digits")]},
        {"choices": [(0, "Zero"), (1, "One")]},
        {"choices": [(1, ""), (2, "No label for 1")]},
        {"question": ""},
        {"sample_statement": ""},
        {"slug": "not a slug"},
        {"count_minimum": 9},
        {"count_interval_days": 6},
        {"refuses_alike": False},
        {"opens_at": datetime(9999, 12, 31, tzinfo=UTC)},
        {"carried_over": lifecycle.CarriedOver(-1, "made up")},
    ],
    ids=lambda parts: str(next(iter(parts.items()))),
)
def test_refuses_what_no_poll_can_be(db, parts):
    with pytest.raises(Refused):
        factories.make_poll(**parts)
    assert not Poll.objects.exists()


def test_refuses_a_second_poll_of_one_name(poll):
    with pytest.raises(Refused, match="already exists"):
        factories.make_poll(slug=poll.slug)


@pytest.mark.parametrize(
    "change",
    [{"count_minimum": 9}, {"count_interval_days": 6}, {"refuses_alike": False}, {"closes_at": NOW - 900 * DAY}],
    ids=str,
)
def test_the_database_keeps_the_floors_of_a_sensitive_poll(poll, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(**change)


@pytest.mark.parametrize(
    ("opens", "closes", "is_visible", "is_open"),
    [(0, None, True, True), (1, None, False, False), (-1, 1, True, True), (-1, 0, True, False), (-2, -1, True, False)],
)
def test_row_and_queryset_agree_on_what_is_open(poll, opens, closes, is_visible, is_open):
    poll.opens_at, poll.closes_at = NOW + opens * DAY, NOW + closes * DAY if closes is not None else None
    poll.save()
    assert poll.is_visible(at=NOW) is is_visible is Poll.objects.visible(at=NOW).contains(poll)
    assert poll.is_open(at=NOW) is is_open is Poll.objects.open(at=NOW).contains(poll)


def test_a_closed_poll_is_closed_in_this_process_at_once(poll):
    poll_cache.find(poll.slug, at=poll.opens_at)
    closed = lifecycle.close(poll)
    assert not poll_cache.find(poll.slug, at=closed.closes_at).poll.is_open(at=closed.closes_at)


def test_refuses_to_close_twice(poll):
    lifecycle.close(poll)
    with pytest.raises(Refused, match="closed already"):
        lifecycle.close(poll)


def test_a_successor_closes_the_poll_before(poll):
    successor = factories.make_poll()
    poll = lifecycle.set_successor(poll, successor)
    assert (poll.successor, poll.is_open()) == (successor, False)


def test_refuses_a_poll_as_its_own_successor(poll):
    with pytest.raises(Refused):
        lifecycle.set_successor(poll, poll)


def test_a_successor_takes_the_rules_and_none_of_the_words(poll):
    successor = lifecycle.open_successor(poll, **SUCCESSOR)
    assert [getattr(successor, name) for name in lifecycle.closing.INHERITED] == [
        getattr(poll, name) for name in lifecycle.closing.INHERITED
    ]
    assert (successor.question, successor.ledger.get().number, successor.opening_reason) == (
        "What now?",
        0,
        "It means something else.",
    )
    assert not Poll.objects.get(pk=poll.pk).is_open()


def test_refuses_a_successor_without_a_reason(poll):
    with pytest.raises(Refused, match="needs a reason"):
        lifecycle.open_successor(poll, **{**SUCCESSOR, "reason": " "})
    assert Poll.objects.get().is_open()


def test_refuses_a_second_successor_and_opens_none(poll):
    lifecycle.open_successor(poll, **SUCCESSOR)
    with pytest.raises(Refused, match="one successor"):
        lifecycle.open_successor(poll, **{**SUCCESSOR, "slug": "another"})
    assert not Poll.objects.filter(slug="another").exists()


def test_refuses_a_closed_poll_as_a_successor(poll):
    with pytest.raises(Refused, match="one that is open"):
        lifecycle.set_successor(poll, lifecycle.close(factories.make_poll()))


def test_refuses_to_follow_a_poll_that_never_opened(poll):
    later = factories.make_poll(opens_at=poll.opens_at + DAY)
    with pytest.raises(Refused, match="one that is open"):
        lifecycle.set_successor(later, poll)


@pytest.mark.parametrize(("last_day", "is_open"), [(NOW.date(), False), ((NOW + DAY).date(), True)], ids=str)
def test_a_poll_takes_votes_to_the_end_of_its_last_day(db, last_day, is_open):
    poll = lifecycle.set_last_day(factories.make_poll(at=NOW), last_day, at=NOW)
    assert poll.is_open(at=NOW)
    assert poll.is_open(at=NOW + DAY / 2) is is_open
    assert poll.last_day == last_day


def test_a_last_day_can_be_taken_back_while_the_poll_is_open(db):
    poll = lifecycle.set_last_day(factories.make_poll(at=NOW), NOW.date(), at=NOW)
    assert lifecycle.set_last_day(poll, None, at=NOW).closes_at is None


@pytest.mark.parametrize("opens", [NOW, NOW + 9 * DAY], ids=["passed", "before it opens"])
def test_refuses_a_last_day_that_cannot_be(db, opens):
    poll = factories.make_poll(at=NOW, opens_at=opens)
    with pytest.raises(Refused, match="a day that has passed"):
        lifecycle.set_last_day(poll, (NOW - DAY).date(), at=NOW)


def test_refuses_a_last_day_in_a_year_that_was_mistyped(poll):
    with pytest.raises(Refused, match="two hundred years"):
        lifecycle.set_last_day(poll, date.max)


def test_a_closed_poll_gets_no_other_last_day(poll):
    lifecycle.close(poll)
    with pytest.raises(Refused, match="stays closed"):
        lifecycle.set_last_day(poll, None)


def test_a_poll_can_open_later(db):
    poll = factories.make_poll(at=NOW, opens_at=NOW + DAY)
    assert (poll.is_visible(at=NOW), poll.is_open(at=NOW + DAY)) == (False, True)


VERBS = {
    "close": lambda poll, by: lifecycle.close(poll, by=by),
    "last day": lambda poll, by: lifecycle.set_last_day(poll, None, by=by),
    "succeed": lambda poll, by: lifecycle.open_successor(poll, **SUCCESSOR, by=by),
    "reword": lambda poll, by: lifecycle.reword(poll, question="Other words", reason="Made up.", by=by),
    "add": lambda poll, by: lifecycle.add_choice(poll, label="Another", reason="Made up.", by=by),
    "hide": lambda poll, by: lifecycle.hide_choice(poll, code=1, reason="Made up.", by=by),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_refuses_who_may_not_change_polls(poll, analyst, verb):
    with pytest.raises(Refused, match="You may not"):
        verb(poll, analyst)
    assert (Poll.objects.get().is_open(), poll.wordings.count()) == (True, 1)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_who_may_change_polls_does(poll, verb):
    verb(poll, factories.make_person("change_poll", "add_poll"))


def test_refuses_another_meaning_once_a_vote_is_in(poll):
    factories.cast(poll, 1)
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, labels={1: "Yes, not now"}, reason="Made up.")
    assert poll.choices.get(code=1).label == "Yes, now"


def test_the_spelling_is_mended_though_votes_are_in(poll):
    factories.cast(poll, 1)
    assert lifecycle.reword(poll, labels={1: "Yes, now!"}, reason="Made up.").labels["1"] == "Yes, now!"


def test_small_steps_lead_to_no_other_meaning(poll):
    """Each of them differs in two letters from the one before."""
    factories.cast(poll, 1)
    lifecycle.reword(poll, labels={1: "Yes, nowww"}, reason="Made up.")
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, labels={1: "Yes, nowwwww"}, reason="Made up.")


def test_counted_votes_fix_the_words_too(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    counting.count(poll)
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, question="Other words", reason="Made up.")


def test_refuses_a_change_that_changes_nothing(poll):
    with pytest.raises(Refused, match="words as they are"):
        lifecycle.reword(poll, question=poll.question, reason="Made up.")


def test_a_typing_error_is_mended_in_a_new_version(poll):
    lifecycle.reword(poll, question="Is this all made up?", labels={1: "Yes, just now"}, reason="A word was missing.")
    poll = Poll.objects.get(pk=poll.pk)
    assert (poll.question, poll.wording.version, poll.wording.reason) == (
        "Is this all made up?",
        2,
        "A word was missing.",
    )
    assert poll.wording.labels["1"] == "Yes, just now"


def test_older_words_stay(poll):
    before = poll.question
    lifecycle.reword(poll, question="Other words", reason="Made up.")
    assert poll.wordings.get(version=1).question == before


@pytest.mark.parametrize(
    "change",
    [
        lambda poll: lifecycle.reword(poll, question="Other words", reason=" "),
        lambda poll: lifecycle.add_choice(poll, label="Another", reason=""),
        lambda poll: lifecycle.hide_choice(poll, code=1, reason=""),
    ],
    ids=["reword", "add", "hide"],
)
def test_refuses_a_change_of_words_without_a_reason(poll, change):
    with pytest.raises(Refused, match="needs a reason"):
        change(poll)
    assert (poll.wordings.count(), poll.choices.filter(is_hidden=False).count()) == (1, 4)


def test_an_added_choice_stands_last_under_a_code_of_its_own(poll):
    choice = lifecycle.add_choice(poll, label="Another", reason="Readers asked.")
    assert (choice.code, choice.position) == (5, 5)


def test_a_hidden_choice_leaves_the_ballot_paper(poll):
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    poll = Poll.objects.get(pk=poll.pk)
    assert [choice.code for choice in poll.ballot_paper] == [1, 3, 4]
    assert list(poll.wording.labels) == ["1", "3", "4"]


@pytest.mark.parametrize("code", [2, 9], ids=["hidden already", "never there"])
def test_refuses_to_hide_what_is_not_on_the_ballot_paper(poll, code):
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    with pytest.raises(Refused, match="no such choice"):
        lifecycle.hide_choice(poll, code=code, reason="Again.")


def test_refuses_to_hide_all_but_one(poll):
    for code in (1, 2):
        lifecycle.hide_choice(poll, code=code, reason="Made up.")
    with pytest.raises(Refused, match="at least two"):
        lifecycle.hide_choice(poll, code=3, reason="Made up.")


def test_the_database_refuses_one_code_twice(poll):
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(poll=poll, code=1, label="Again", position=9)
