"""Describe the disclosure risk of the rules of counting, in words and in simulated figures.

The table beside the settings, docs/privacy.md and the notice are drawn from here:

- `RULES`: one row for each setting of a poll (`field` names it): what it protects against, which risk remains, and
  which value is stricter.
- `PRESETS`: five sets of those settings, from the loosest to the strictest. `is_allowed` is false for sets that a
  sensitive poll refuses; they are shown for comparison.
- `figures()`: for every preset, watcher, count and number of votes a day, how likely it is that the watcher learns one
  voter's answer (`disclosed`: with 95% certainty), and that the watcher's best guess is right (`guessed`). `rows()`
  groups them as the lines of a table, and `rate_names()` returns the headings above them.
  `python -m benchmarks.polls.protection` writes them to disclosure_risk.json; nobody edits that file.
- `GUESSED_WITHOUT`: how likely the best guess is right without watching anything. No setting can make it less likely.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..models import Poll
from ..models.polls import SENSITIVE_INTERVAL_DAYS, SENSITIVE_MINIMUM

FILE = Path(__file__).with_name("disclosure_risk.json")
VOTES_A_DAY = (0.25, 2, 12, 50, 240, 2_000)
STRICTER_MINIMUM = 25
GUESSED_WITHOUT = 0.45  # The share of the most frequent answer in the simulation.


class Watcher(models.TextChoices):
    WATCHES = "watches", _("Somebody who reads the totals before and after")
    FILLS_UP = "fills up", _("Somebody who also casts all ballots of the smallest batch but one")


class When(models.TextChoices):
    FIRST = "first", _("first count")
    LATER = "later", _("later counts")


@dataclass(frozen=True)
class Rule:
    """A setting of a poll, with translated words about its protection."""

    field: str
    name: str | Promise
    protects_against: str | Promise
    leaves_open: str | Promise
    stricter: str | Promise


@dataclass(frozen=True)
class Preset:
    """A set of settings that is simulated. `name` is its name in disclosure_risk.json."""

    name: str
    label: str | Promise
    count_minimum: int
    count_interval_days: int
    refuses_alike: bool = True
    first_count_waits: bool = False
    is_allowed: bool = True
    """Whether a sensitive poll may have these settings."""

    def poll(self) -> Poll:
        """An unsaved poll with these settings, for the simulation."""
        return Poll(
            count_minimum=self.count_minimum,
            count_interval_days=self.count_interval_days,
            refuses_alike=self.refuses_alike,
            first_count_waits=self.first_count_waits,
        )


@dataclass(frozen=True)
class Figure:
    """The simulated likelihoods, from 0 to 1, that an answer is disclosed or guessed."""

    preset: str
    watcher: str
    when: str
    votes_a_day: float
    disclosed: float
    guessed: float


@dataclass(frozen=True)
class Line:
    """One line of the table: a figure for each of `VOTES_A_DAY`, in their order."""

    preset: Preset
    watcher: Watcher
    when: When
    figures: list[Figure]


RULES = [
    Rule(
        "count_minimum",
        _("smallest batch"),
        _("reading one answer off a count of few"),
        _("whoever casts all other ballots of a batch learns the last one"),
        format_lazy(
            _("{minimum} ballots: guesses about a quiet poll get worse, but filling a batch stays possible"),
            minimum=STRICTER_MINIMUM,
        ),
    ),
    Rule(
        "count_interval_days",
        _("days between counts"),
        _("comparing the split before and after somebody votes; the strongest of the settings"),
        _("a quiet poll's week may hold only people who know each other"),
        _("more days"),
    ),
    Rule(
        "refuses_alike",
        _("90% rule"),
        _("a batch in which nearly all said the same, which tells what each of them said"),
        _("while a count waits for it, one may guess that most ballots agree, not on what"),
        _("nothing is"),
    ),
    Rule(
        "first_count_waits",
        _("first count waits"),
        _("a first batch that somebody fills on purpose"),
        _("off: somebody who fills the first batch learns the answer of the first voter"),
        _("on: the first count waits for the interval too"),
    ),
]
BALLOTS = _("{minimum} ballots, at any time")
BALLOTS_AND_DAYS = _("{minimum} ballots, more than {days} days")
BALLOTS_AND_DAYS_FIRST_TOO = _("{minimum} ballots, more than {days} days, the first count waits too")
DEFAULT = {"minimum": SENSITIVE_MINIMUM, "days": SENSITIVE_INTERVAL_DAYS}
STRICTER = {"minimum": STRICTER_MINIMUM, "days": SENSITIVE_INTERVAL_DAYS}
PRESETS = [
    Preset("at once", _("Counted at once"), 1, 0, refuses_alike=False, is_allowed=False),
    Preset("no interval", format_lazy(BALLOTS, **DEFAULT), SENSITIVE_MINIMUM, 0, is_allowed=False),
    Preset("default", format_lazy(BALLOTS_AND_DAYS, **DEFAULT), SENSITIVE_MINIMUM, SENSITIVE_INTERVAL_DAYS),
    Preset("25", format_lazy(BALLOTS_AND_DAYS, **STRICTER), STRICTER_MINIMUM, SENSITIVE_INTERVAL_DAYS),
    Preset(
        "25, first waits",
        format_lazy(BALLOTS_AND_DAYS_FIRST_TOO, **STRICTER),
        STRICTER_MINIMUM,
        SENSITIVE_INTERVAL_DAYS,
        first_count_waits=True,
    ),
]


@cache
def figures() -> tuple[Figure, ...]:
    """Read disclosure_risk.json, once for each process."""
    return tuple(Figure(**figure) for figure in json.loads(FILE.read_text())["figures"])


def rate_names() -> list[str]:
    """The rates of `VOTES_A_DAY` in translated words."""
    return [
        _("%(votes)s votes a day") % {"votes": number_format(rate)}
        if rate >= 1
        else _("1 vote in %(days)s days") % {"days": number_format(round(1 / rate))}
        for rate in VOTES_A_DAY
    ]


def rows(simulated: Iterable[Figure] | None = None) -> list[Line]:
    """The lines of the table, by preset, watcher and count, in the order of their definitions."""
    found = {(each.preset, each.watcher, each.when, each.votes_a_day): each for each in simulated or figures()}
    return [
        Line(preset, watcher, when, [found[preset.name, watcher.value, when.value, rate] for rate in VOTES_A_DAY])
        for preset in PRESETS
        if (preset.name, Watcher.WATCHES, When.FIRST, VOTES_A_DAY[0]) in found
        for watcher in Watcher
        for when in When
    ]
