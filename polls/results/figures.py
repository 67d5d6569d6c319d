"""What is known of a poll: one definition of its total and its shares, for pages, results.json and exports."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from .. import poll_cache
from ..ledger.totals import Totals
from ..models import Box, Count, Kind, Poll, Wording
from ..wordings import Rewording, rewordings
from . import presentation

FEWEST_FOR_SHARES = 30
# Not translated: it is data, in files that have the same bytes whoever asks for them.
METHOD = (
    "Self-selected readers, not a scientific sample. Votes that were carried over have no known split. "
    f"Shares are of the votes whose split is known, from {FEWEST_FOR_SHARES} of them on, rounded to add up to 100."
)


@dataclass(frozen=True)
class ChoiceResult:
    code: int
    label: str
    votes: int
    share: int | None
    is_hidden: bool


@dataclass(frozen=True)
class Figures:
    """`total` = carried_over + counted + waiting. Votes are numbers, shares whole percentages, days in UTC."""

    poll: Poll
    wording: Wording
    state: str
    choices: list[ChoiceResult]
    carried_over: Count
    counted: int
    unknown: int
    waiting: int
    held: int
    """Those that are still sealed, and those that were counted and that nobody has decided on."""
    held_sealed: int
    as_of: date | None
    next_count_from: date | None
    today: date
    head: Count

    @property
    def total(self) -> int:
        return self.carried_over.number + self.counted + self.waiting

    @property
    def known(self) -> int:
        return self.counted - self.unknown

    @property
    def has_shares(self) -> bool:
        return self.known >= FEWEST_FOR_SHARES


@dataclass(frozen=True)
class Results(Figures):
    """With what the ledger tells beside its figures, for the poll's page: this grows with the ledger."""

    total_by_day: dict[date, int]
    told: list[Count]
    """The entries that the page names one by one."""

    @property
    def when_counted(self) -> str:
        """When the split was last told and what it waits for, in words."""
        return presentation.when_counted(
            as_of=self.as_of,
            next_count_from=self.next_count_from,
            minimum=self.poll.count_minimum,
            today=self.today,
        )

    @property
    def held_apart(self) -> str:
        """How many votes are held apart, and what they wait for, in words."""
        return presentation.held_apart(
            held=self.held, is_sealed=bool(self.held_sealed), minimum=self.poll.count_minimum
        )

    @property
    def decisions(self) -> list[Count]:
        """What was decided about held votes, and corrections."""
        return [entry for entry in self.told if entry.kind != Kind.LEFTOVER]

    @property
    def leftovers(self) -> list[Count]:
        """What joined the total at closing with its split untold."""
        return [entry for entry in self.told if entry.kind == Kind.LEFTOVER]

    @property
    def rewordings(self) -> list[Rewording]:
        return rewordings(self.poll.wordings.all())


def of(poll: Poll, *, at: datetime | None = None) -> Results:
    """One query for the tally, and one for new entries of the ledger; none within a second of the last.

    Choices and wordings are best prefetched.
    """
    tally = poll_cache.tally(poll)
    history = poll_cache.history(poll, tally)
    figures = _figures(poll, tally, history, at=at or timezone.now())
    return Results(**vars(figures), total_by_day=history.total_by_day, told=history.told)


def in_passing(poll: Poll, *, at: datetime | None = None) -> Figures:
    """The same figures from the ledger as it stands in the database now, in constant memory: for exports."""
    tally = poll_cache.tally(poll)
    entries = Count.objects.filter(poll=poll, sequence__lte=tally.head).one_by_one()
    return _figures(poll, tally, Totals.of(entries), at=at or timezone.now())


@dataclass(frozen=True)
class Summary:
    """What a list of polls says of each of them."""

    poll: Poll
    wording: Wording
    carried_over: Count
    total: int


def summaries(polls: Collection[Poll]) -> list[Summary]:
    """In the order of the polls. Two queries for all of them; wordings are best prefetched."""
    totals = _totals(polls)
    first = {entry.poll_id: entry for entry in Count.objects.filter(poll__in=polls, sequence=0)}
    return [Summary(poll, poll.wording, first[poll.pk], totals[poll.pk]) for poll in polls]


def _totals(polls: Collection[Poll]) -> dict[UUID, int]:
    """What the ledgers add up to, with the ballots that wait, by poll. From one statement, as a `Tally` is."""
    in_ledger = Count.objects.in_total().filter(poll=OuterRef("pk")).order_by().values("poll")
    votes = Coalesce(Subquery(in_ledger.annotate(votes=Sum("number")).values("votes")), 0)
    found = Poll.objects.filter(pk__in=[poll.pk for poll in polls])
    return dict(found.values_list("pk", votes + poll_cache.ballots_in(Box.MAIN)))


def _figures(poll: Poll, tally: poll_cache.Tally, sums: Totals, *, at: datetime) -> Figures:
    if sums.first is None or sums.last is None:
        raise Count.DoesNotExist(f"The ledger of {poll.slug} has no entry, not even its first.")
    is_waiting = bool(tally.waiting) or poll.is_open(at=at)
    next_day = poll.day_after_interval(sums.main_day) if sums.main_day else poll.first_count_day()
    return Figures(
        poll=poll,
        wording=poll.wording,
        state=str(poll.state(at=at).value),
        choices=_choices(poll, sums.votes),
        carried_over=sums.first,
        counted=sums.counted,
        unknown=sums.unknown,
        waiting=tally.waiting,
        held=tally.held + sums.held,
        held_sealed=tally.held,
        as_of=sums.as_of,
        next_count_from=next_day if is_waiting else None,
        today=at.date(),
        head=sums.last,
    )


def shares(votes: dict[int, int]) -> dict[int, int]:
    """Whole percentages that add up to 100, by largest remainder; ties go to more votes, then to the lower code."""
    known = sum(votes.values())
    if known == 0:
        return dict.fromkeys(votes, 0)
    whole = {code: number * 100 // known for code, number in votes.items()}
    by_remainder = sorted(votes, key=lambda code: (-(votes[code] * 100 % known), -votes[code], code))
    for code in by_remainder[: 100 - sum(whole.values())]:
        whole[code] += 1
    return whole


def as_json(results: Results) -> dict:
    """The shape that other programs rely on (README, "results.json")."""
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
    """What must stand beside the figures wherever they travel."""
    return f"{METHOD} {poll.sample_statement}"


def _choices(poll: Poll, votes: Counter[int]) -> list[ChoiceResult]:
    """In the order of the ballot paper. A hidden choice is shown while it has votes."""
    listed = [choice for choice in poll.choices.all() if not choice.is_hidden or votes[choice.code]]
    by_code = {choice.code: votes[choice.code] for choice in listed}
    has_shares = sum(by_code.values()) >= FEWEST_FOR_SHARES
    share = shares(by_code) if has_shares else {}
    return [
        ChoiceResult(choice.code, choice.label, by_code[choice.code], share.get(choice.code), choice.is_hidden)
        for choice in listed
    ]


def points(results: Results) -> list[tuple[date, int]]:
    """The total at the end of each day on which the ledger grew, and as it is now."""
    newest = max(results.today, *results.total_by_day)
    return sorted((results.total_by_day | {newest: results.total}).items())
