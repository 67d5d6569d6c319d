from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from polls import lifecycle
from polls.errors import Refused
from polls.models import Box, Poll

from .. import factories
from ..factories import CHOICES, DAY, NOW

pytestmark = pytest.mark.dated


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
        {"choices": [(1, "Yes"), (2, "yes\u200b")]},
        {"question": ""},
        {"question": "\u2060?"},
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


def test_a_poll_can_open_later(db):
    poll = factories.make_poll(at=NOW, opens_at=NOW + DAY)
    assert (poll.is_visible(at=NOW), poll.is_open(at=NOW + DAY)) == (False, True)
