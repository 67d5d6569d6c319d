"""Fill a site with polls whose ledgers hold an entry of every kind, with ballots that wait, and with held ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from polls import counting, decisions, lifecycle
from polls.ballots import casting, permits
from polls.models import Box, Poll
from polls.results import poll_cache

DAY = timedelta(days=1)
SENSITIVE, HARMLESS, CLOSED, SUCCESSOR, LATER = (
    "antidepressant-use",  # Of the content pack, with votes carried over.
    "test-data-harmless",
    "test-data-closed",
    "test-data-successor",
    "test-data-later",
)
CHOICES = [(1, "Test data: yes"), (2, "Test data: no"), (3, "Test data: perhaps")]
SPLIT = {1: 5, 2: 4, 3: 3}
WAITING = {1: 4, 2: 2}


def make_polls(administrator: User, now: datetime) -> None:
    _sensitive(administrator, now)
    _harmless(administrator, now)
    _closed_and_followed(administrator, now)
    texts = {"question": "Test data: is this poll yet to open?", "choices": CHOICES, "sample_statement": "Test data."}
    lifecycle.create_poll(slug=LATER, opens_at=now + 20 * DAY, by=administrator, at=now - 2 * DAY, **texts)


def unspent_permit(now: datetime) -> str:
    """Of the day before, as somebody holds who opened the check page then and presses its button after the upgrade."""
    return permits.mint(Poll.objects.get(slug=SENSITIVE).pk, at=now - DAY)


def _sensitive(administrator: User, now: datetime) -> None:
    """Counts as its rules allow them: at most one in more than seven days, of each box."""
    poll = Poll.objects.get(slug=SENSITIVE)
    start = now - 40 * DAY
    _vote(poll, SPLIT, at=start)
    counting.count(poll, at=start)
    _vote(poll, SPLIT, at=start, box=Box.HELD)
    accepted = counting.count(poll, box=Box.HELD, at=start)
    decisions.accept_held(poll, accepted.sequence, by=administrator, reason="Test data: a class voted.", at=start + DAY)
    _vote(poll, {1: 11, 4: 2}, at=start + 10 * DAY, box=Box.HELD)
    rejected = counting.count(poll, box=Box.HELD, at=start + 10 * DAY)
    reason = "Test data: a machine voted."
    decisions.reject_held(poll, rejected.sequence, by=administrator, reason=reason, at=start + 11 * DAY)
    _vote(poll, SPLIT | {4: 2}, at=start + 20 * DAY)
    counting.count(poll, at=start + 20 * DAY)
    reason = "Test data: three were counted that should not be."
    decisions.correct(poll, counts={}, unknown=5, by=administrator, reason="Test data: five more.", at=start + 21 * DAY)
    decisions.correct(poll, counts={}, unknown=-3, by=administrator, reason=reason, at=start + 22 * DAY)
    counting.clean_up(at=start + 23 * DAY)
    _vote(poll, WAITING, at=now - DAY)
    _vote(poll, WAITING, at=now - DAY, box=Box.HELD)


def _harmless(administrator: User, now: datetime) -> None:
    start = now - 20 * DAY
    poll = lifecycle.create_poll(
        slug=HARMLESS,
        question="Test data: is a poll harmles?",
        choices=CHOICES,
        sample_statement="Test data: whoever wanted answered.",
        is_sensitive=False,
        count_minimum=1,
        count_interval_days=0,
        by=administrator,
        at=start,
    )
    _vote(poll, {1: 20, 2: 12, 3: 3}, at=start + DAY)
    counting.count(poll, at=start + DAY)
    spelling = {"question": "Test data: is a poll harmless?", "reason": "Test data: a letter was missing."}
    lifecycle.reword(poll, by=administrator, at=start + 2 * DAY, **spelling)
    lifecycle.add_choice(
        poll, label="Test data: later", reason="Test data: asked for.", by=administrator, at=start + 3 * DAY
    )
    lifecycle.hide_choice(poll, code=3, reason="Test data: nobody needs it.", by=administrator, at=start + 4 * DAY)
    _vote(poll, {1: 2, 4: 3}, at=start + 5 * DAY)
    counting.count(poll, at=start + 5 * DAY)


def _closed_and_followed(administrator: User, now: datetime) -> None:
    start = now - 30 * DAY
    texts = {"question": "Test data: is this poll closed?", "choices": CHOICES, "sample_statement": "Test data."}
    poll = lifecycle.create_poll(slug=CLOSED, by=administrator, at=start, **texts)
    _vote(poll, {1: 2, 2: 1}, at=start + DAY)
    reason = "Test data: it meant something else."
    question = "Test data: does this poll follow another?"
    lifecycle.open_successor(
        poll, slug=SUCCESSOR, question=question, choices=CHOICES, reason=reason, by=administrator, at=start + 2 * DAY
    )
    counting.count(poll, at=start + 3 * DAY)


def _vote(poll: Poll, votes: dict[int, int], *, at: datetime, box: Box = Box.MAIN) -> None:
    """`votes`: number by code. Each with a permit of its own."""
    for code, number in votes.items():
        for _turn in range(number):
            poll_cache.clear_poll(poll)  # A poll cached on another day may name a key that a count has retired since.
            cached = poll_cache.find(poll.slug, at=at)
            permit = permits.read(permits.mint(poll.pk, at=at), poll.pk, at=at)
            casting.cast(cached, [code], permit, box=box, at=at)
