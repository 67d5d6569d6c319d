"""Build the rows of an export, which are the same in every format."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.utils import translation

from privacy.small_numbers import ROUNDED_TO, SMALLEST_CELL, rounded

from .. import results
from ..models import Count, Kind
from ..results import presentation
from ..results.totals import Totals

ALL_TIME = "all"
DO_NOT_ADD = "not to be added to them"
KNOWN = "ballots whose answers are told; one may have several, so the choices add up to more"
MONTH_METHOD = (
    f"By month of the count; cells under {SMALLEST_CELL} are suppressed, others rounded to the nearest {ROUNDED_TO}."
)


# Spreadsheets run a cell that starts with one of these as a formula (OWASP ASVS 5.0, 1.2.10).
FORMULA_STARTS = ("=", "+", "-", "\N{MINUS SIGN}", "@")


class Row(NamedTuple):
    """`row` is choice, known, unknown, carried_over, waiting, held, total or suppressed, which has no votes."""

    poll: str
    wording_version: int
    period: str
    row: str
    choice_code: int | None
    label: str
    votes: int | None
    as_of: str
    method: str
    ledger_head: str


COLUMNS = Row._fields


def totals(found: results.Figures) -> Iterator[Row]:
    """Yield the exact figures of the whole poll, as its page shows them. The total is the sum of all rows but held.

    Where a ballot may have several answers, it is that of the ballots, which then have a row of their own.
    """
    as_of = found.as_of.isoformat() if found.as_of else ""
    row = partial(_exact, found)
    for choice in found.choices:
        yield row("choice", choice.votes, code=choice.code, label=choice.label, day=as_of)
    if found.poll.allows_several:
        yield row("known", found.known, label=KNOWN, day=as_of)
    yield row("unknown", found.unknown, label="split not told", day=as_of)
    yield _carried_over(found)
    yield row("waiting", found.waiting, label="sealed, not counted yet")
    yield row("held", found.held, label="held apart, not in the total")
    parts = "but held and choice" if found.poll.allows_several else "but held"
    yield row("total", found.total, label=f"sum of the rows above {parts}: {DO_NOT_ADD}")


def _exact(  # noqa: PLR0913 - the columns that differ
    found: results.Figures, name: str, votes: int, *, code: int | None = None, label: str = "", day: str = ""
) -> Row:
    version = found.wording.version
    return Row(found.poll.slug, version, ALL_TIME, name, code, label, votes, day, _method(found), found.head.hash)


def _carried_over(found: results.Figures) -> Row:
    entry = found.carried_over
    label = f"from {entry.origin}, split unknown" if entry.origin else ""
    return _exact(found, "carried_over", entry.number, label=label, day=entry.day.isoformat())


def months(found: results.Figures, *, first: date | None = None, last: date | None = None) -> Iterator[Row]:
    """Yield the votes counted in each month between two inclusive UTC days, with small cells suppressed and rounding.

    Before them, exactly, those that were carried over, where the day of their entry is between the two. Reads the
    ledger in batches, in constant memory.
    """
    if (first or date.min) <= found.carried_over.day <= (last or date.max):
        yield _carried_over(found)
    for month, in_month in groupby(_entries(found, first, last), key=lambda entry: f"{entry.day:%Y-%m}"):
        yield from _month(found, month, in_month)


def _entries(found: results.Figures, first: date | None, last: date | None) -> Iterator[Count]:
    """Oldest first, and none newer than the figures."""
    entries = Count.objects.in_total().exclude(kind=Kind.CARRIED_OVER)
    entries = entries.filter(poll=found.poll, sequence__lte=found.head.sequence)
    if first:
        entries = entries.filter(day__gte=first)
    if last:
        entries = entries.filter(day__lte=last)
    return entries.one_by_one()


def _month(found: results.Figures, month: str, entries: Iterable[Count]) -> Iterator[Row]:
    in_month, wording_version = Totals(), 0
    for entry in entries:
        in_month.add(entry)
        wording_version = max(wording_version, entry.wording_version)
    cells: list[tuple[str, int | None, str, int]] = [
        ("choice", choice.code, choice.label, in_month.votes[choice.code]) for choice in found.choices
    ]
    if found.poll.allows_several:
        cells.append(("known", None, KNOWN, in_month.known))
    cells.append(("unknown", None, "split not told", in_month.unknown))
    cells.append(("total", None, f"sum of this month's count: {DO_NOT_ADD}", in_month.counted))
    for name, code, label, number in cells:
        is_small = number < SMALLEST_CELL
        yield Row(
            found.poll.slug,
            wording_version,
            month,
            "suppressed" if is_small else name,
            code,
            label,
            None if is_small else rounded(number),
            in_month.as_of.isoformat() if in_month.as_of else "",
            f"{_method(found)} {MONTH_METHOD}",
            found.head.hash,
        )


def _method(found: results.Figures) -> str:
    """With the question, because a CSV or JSON file has no other place for it."""
    return f"Asked: “{found.wording.question}” {results.method(found.poll)}"


def of(
    found: Iterable[results.Figures], *, by_month: bool, first: date | None = None, last: date | None = None
) -> Iterator[Row]:
    """Yield the rows of several polls, in their order."""
    for each in found:
        yield from months(each, first=first, last=last) if by_month else totals(each)


@dataclass(frozen=True)
class Content:
    """What an export holds, in every format: its rows, and what a reader should know of them."""

    rows: Iterable[Row]
    read_me: list[tuple[str, str]]


def read_me(found: results.Figures) -> Iterator[tuple[str, str]]:
    """Yield (name, text): a poll's question, wording, and its shares with the number that they are of."""
    yield f"Poll {found.poll.slug}", f"{found.wording.question} (wording {found.wording.version})"
    with translation.override(None):  # The bytes of a file must not depend on the reader's language.
        shares = [presentation.share(choice) or "too few for a share" for choice in found.choices]
    for choice, share in zip(found.choices, shares, strict=True):
        base = f"of {choice.base:,} votes cast here whose split is known"
        yield f"Answer {choice.code}", f"{choice.label}: {choice.votes:,} ({share}) {base}"


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may run this text, or split its cell: also after spaces, and in full-width characters."""
    start = next(
        (letter for letter in text if unicodedata.category(letter)[0] not in "CZ"), ""
    )  # Neither control nor space.
    return text.startswith(("\t", "\r", "\n")) or unicodedata.normalize("NFKC", start).startswith(FORMULA_STARTS)
