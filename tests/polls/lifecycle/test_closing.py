from datetime import date

import pytest

from polls import lifecycle
from polls.errors import Refused
from polls.models import Poll
from polls.results import poll_cache

from .. import factories
from ..factories import CHOICES, DAY, NOW

pytestmark = pytest.mark.dated


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


SUCCESSOR = {"slug": "what-now", "question": "What now?", "choices": CHOICES, "reason": "It means something else."}


def test_a_successor_takes_the_rules_and_none_of_the_words(poll):
    successor = factories.open_up(lifecycle.draft_successor(poll, **SUCCESSOR))
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
        lifecycle.draft_successor(poll, **{**SUCCESSOR, "reason": " "})
    assert Poll.objects.get().is_open()


def test_a_poll_goes_on_until_its_successor_opens(poll):
    successor = lifecycle.draft_successor(poll, **SUCCESSOR)
    assert (Poll.objects.get(pk=poll.pk).is_open(), Poll.objects.get(pk=poll.pk).successor) == (True, None)
    factories.open_up(successor)
    closed = Poll.objects.get(pk=poll.pk)
    assert (closed.is_open(), closed.successor, closed.successor.follows) == (False, successor, None)


def test_refuses_a_second_successor_and_opens_none(poll):
    first, second = (lifecycle.draft_successor(poll, **{**SUCCESSOR, "slug": slug}) for slug in ("first", "second"))
    factories.open_up(first)
    with pytest.raises(Refused, match="one successor"):
        factories.open_up(second)
    with pytest.raises(Refused, match="by no other"):
        lifecycle.draft_successor(Poll.objects.get(pk=poll.pk), **SUCCESSOR)
    assert (Poll.objects.get(slug="second").is_draft, Poll.objects.count()) == (True, 3)


def test_refuses_a_successor_that_opens_on_a_later_day(poll):
    with pytest.raises(Refused, match="one that is open"):
        factories.open_up(lifecycle.draft_successor(poll, **SUCCESSOR), opens_at=NOW + 9000 * DAY)
    assert Poll.objects.get(pk=poll.pk).is_open()


def test_refuses_a_closed_poll_as_a_successor(poll):
    with pytest.raises(Refused, match="one that is open"):
        lifecycle.set_successor(poll, lifecycle.close(factories.make_poll()))


def test_refuses_to_follow_a_poll_that_never_opened(poll):
    later = factories.make_poll(opens_at=poll.opens_at + DAY)
    with pytest.raises(Refused, match="one that is open"):
        lifecycle.set_successor(later, poll)
