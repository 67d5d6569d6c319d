"""Compute the figures of polls: the one definition of total and shares, for pages, results.json and exports."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..models import Box, Count, Kind, Poll, Wording
from ..wordings import Rewording, rewordings
from . import poll_cache, presentation
from .totals import Totals

FEWEST_FOR_SHARES = 30
# Not translated: it is part of exported files, whose bytes must not depend on the reader's language.
METHOD = (
    "Self-selected readers, not a scientific sample. Votes that were carried over have no known split. "
    f"Shares are of the votes whose split is known, from {FEWEST_FOR_SHARES} of them on; equal votes have equal shares."
)
SEVERAL = (
    "A ballot of this poll may give up to {most} answers. So shares are of the ballots whose split is known, each is "
    "rounded by itself, and they need not add up to 100."
)


@dataclass(frozen=True)
class ChoiceResult:
    """Counted votes of a choice. `share` is a whole percentage; None while there are too few votes for shares."""

    code: int
    label: str
    votes: int
    share: int | None
    is_hidden: bool


@dataclass(frozen=True)
class Figures:
    """The figures of a poll, with days in UTC. `total` = carried_over + counted + waiting; `held` is apart from it."""

    poll: Poll
    wording: Wording
    state: str
    choices: list[ChoiceResult]
    carried_over: Count
    counted: int
    unknown: int
    waiting: int
    held: int
    """Held votes that are still sealed, and counted ones that nobody has decided on yet."""
    held_sealed: int
    as_of: date | None
    """The day of the newest count or decision; None before the first."""
    next_count_from: date | None
    """The first day on which the next count may come; None where no more counts will come."""
    today: date
    head: Count

    @property
    def total(self) -> int:
        return self.carried_over.number + self.counted + self.waiting

    @property
    def known(self) -> int:
        """Counted votes whose split is known."""
        return self.counted - self.unknown

    @property
    def has_shares(self) -> bool:
        return self.known >= FEWEST_FOR_SHARES


@dataclass(frozen=True)
class Results(Figures):
    """Figures with the entries and the time series that the poll's page shows. Memory grows with the ledger."""

    total_by_day: dict[date, int]
    """The total at the end of each UTC day on which it changed."""
    listed: list[Count]
    """The entries that the page lists one by one: decisions, corrections and leftovers."""

    @property
    def when_counted(self) -> str:
        """A translated sentence: when the split was last counted, and what the next count waits for."""
        return presentation.when_counted(
            as_of=self.as_of,
            next_count_from=self.next_count_from,
            minimum=self.poll.count_minimum,
            today=self.today,
        )

    @property
    def held_apart(self) -> str:
        """A translated sentence: how many votes are held apart, and what they wait for."""
        return presentation.held_apart(
            held=self.held, is_sealed=bool(self.held_sealed), minimum=self.poll.count_minimum
        )

    @property
    def several_answers(self) -> str:
        """A translated sentence: that the answers are more than the ballots; empty for a poll with single answers."""
        return presentation.several_answers(self.poll, ballots=self.known)

    @property
    def decisions(self) -> list[Count]:
        """The entries that decide on held votes or correct the total."""
        return [entry for entry in self.listed if entry.kind != Kind.LEFTOVER]

    @property
    def leftovers(self) -> list[Count]:
        """The entries that added votes to the total at closing without publishing their split."""
        return [entry for entry in self.listed if entry.kind == Kind.LEFTOVER]

    @property
    def rewordings(self) -> list[Rewording]:
        return rewordings(self.poll.wordings.all())


def of(poll: Poll, *, at: datetime | None = None) -> Results:
    """Return the cached figures of a poll. Choices and wordings should be prefetched.

    One query for the tally and one for new entries of the ledger; no query within a second of the last call.
    """
    tally = poll_cache.tally(poll)
    history = poll_cache.history(poll, tally)
    figures = _figures(poll, tally, history, at=at or timezone.now())
    return Results(**vars(figures), total_by_day=history.total_by_day, listed=history.listed)


def for_export(poll: Poll, *, at: datetime | None = None) -> Figures:
    """Return the same figures, but read all ledger entries from the database, in constant memory."""
    tally = poll_cache.tally(poll)
    entries = Count.objects.filter(poll=poll, sequence__lte=tally.head).one_by_one()
    return _figures(poll, tally, Totals.of(entries), at=at or timezone.now())


@dataclass(frozen=True)
class Summary:
    """A poll in a list of polls."""

    poll: Poll
    wording: Wording
    carried_over: Count
    total: int


def summaries(polls: Collection[Poll]) -> list[Summary]:
    """Return a summary of each poll, in their order. Two queries in all; wordings should be prefetched."""
    totals = _totals(polls)
    first = {entry.poll_id: entry for entry in Count.objects.filter(poll__in=polls, sequence=0)}
    return [Summary(poll, poll.wording, first[poll.pk], totals[poll.pk]) for poll in polls]


def _totals(polls: Collection[Poll]) -> dict[UUID, int]:
    """The totals by poll id, including waiting ballots. One statement, so that no count is seen half-finished."""
    in_ledger = Count.objects.in_total().filter(poll=OuterRef("pk")).order_by().values("poll")
    votes = Coalesce(Subquery(in_ledger.annotate(votes=Sum("number")).values("votes")), 0)
    found = Poll.objects.filter(pk__in=[poll.pk for poll in polls])
    return dict(found.values_list("pk", votes + poll_cache.ballots_where(Q(box=Box.MAIN))))


def _figures(poll: Poll, tally: poll_cache.Tally, totals: Totals, *, at: datetime) -> Figures:
    if totals.first is None or totals.last is None:
        raise Count.DoesNotExist(f"The ledger of {poll.slug} has no entry, not even its first.")
    is_waiting = bool(tally.waiting) or poll.is_open(at=at)
    next_day = poll.day_after_interval(totals.main_day) if totals.main_day else poll.first_count_day()
    return Figures(
        poll=poll,
        wording=poll.wording,
        state=str(poll.state(at=at).value),
        choices=_choices(poll, totals.votes, totals.known),
        carried_over=totals.first,
        counted=totals.counted,
        unknown=totals.unknown,
        waiting=tally.waiting,
        held=tally.held + totals.held,
        held_sealed=tally.held,
        as_of=totals.as_of,
        next_count_from=next_day if is_waiting else None,
        today=at.date(),
        head=totals.last,
    )


def shares(votes: dict[int, int], *, of_ballots: int | None = None) -> dict[int, int]:
    """Return whole percentages by code; all 0 without votes. Equal votes get equal shares.

    With `of_ballots`, each is of so many ballots, which may have several answers, and is rounded by itself. Else they
    are rounded by the largest remainder method, so that they add up to 100. Where only some of those with equal votes
    could be rounded up, all of them are rounded down, and the sum is lower. `docs/check_ledger.py` does the same.
    """
    if of_ballots:
        return {code: (200 * number + of_ballots) // (2 * of_ballots) for code, number in votes.items()}
    known = sum(votes.values())
    if known == 0:
        return dict.fromkeys(votes, 0)
    whole = {code: number * 100 // known for code, number in votes.items()}
    left = 100 - sum(whole.values())
    for number in sorted(set(votes.values()), key=lambda number: (-(number * 100 % known), -number)):
        tied = [code for code in votes if votes[code] == number]
        if len(tied) > left:
            break
        whole |= {code: whole[code] + 1 for code in tied}
        left -= len(tied)
    return whole


def as_json(results: Figures) -> dict[str, Any]:
    """Return the content of results.json, whose shape other programs rely on (README, "results.json")."""
    return {
        "poll": results.poll.slug,
        "question": results.wording.question,
        "wording_version": results.wording.version,
        "state": results.state,
        "total": results.total,
        "carried_over": {
            "total": results.carried_over.number,
            "split": "unknown",
            "origin": results.carried_over.origin,
        },
        "waiting": results.waiting,
        "counted": {
            **({"most_answers": results.poll.most_answers} if results.poll.allows_several else {}),
            "total": results.counted,
            "unknown": results.unknown,
            "as_of": results.as_of.isoformat() if results.as_of else None,
            "next_count_from": results.next_count_from.isoformat() if results.next_count_from else None,
            "choices": [
                {"code": choice.code, "label": choice.label, "votes": choice.votes, "share": choice.share}
                for choice in results.choices
            ],
        },
        "held": results.held,
        "method": method(results.poll),
        "ledger_head": results.head.hash,
    }


def method(poll: Poll) -> str:
    """The statement about the method that must accompany the figures everywhere."""
    several = f" {SEVERAL.format(most=poll.most_answers)}" if poll.allows_several else ""
    return f"{METHOD}{several} {poll.sample_statement}"


def _choices(poll: Poll, votes: Counter[int], ballots: int) -> list[ChoiceResult]:
    """In the order of the ballot paper. A hidden choice is included only if it has votes."""
    listed = [choice for choice in poll.choices.all() if not choice.is_hidden or votes[choice.code]]
    by_code = {choice.code: votes[choice.code] for choice in listed}
    of_ballots = ballots if poll.allows_several else None
    share = shares(by_code, of_ballots=of_ballots) if ballots >= FEWEST_FOR_SHARES else {}
    return [
        ChoiceResult(choice.code, choice.label, by_code[choice.code], share.get(choice.code), choice.is_hidden)
        for choice in listed
    ]


def points(results: Results) -> list[tuple[date, int]]:
    """Return (UTC day, total) pairs, oldest first: the end of each day on which the total changed, and now."""
    newest = max(results.today, *results.total_by_day)
    return sorted((results.total_by_day | {newest: results.total}).items())
