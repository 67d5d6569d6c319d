"""Time alternatives in turn within one run, so that the machine's noise affects all of them alike."""

import random
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Times(NamedTuple):
    """Milliseconds."""

    p10: float
    """What noise touches least: the figure for single requests."""
    p50: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Times":
        return cls(statistics.quantiles(milliseconds, n=10)[0], statistics.median(milliseconds))


class Turn(NamedTuple):
    """One design's seconds of one round."""

    rate: float
    """Answers a second: only ever shown as a ratio to another design's of the same round."""
    p50: float
    """Milliseconds of the median answer."""


def interleaved(
    actions: Mapping[str, Callable[[int], object]],
    *,
    rounds: int,
    warm_up: int = 0,
    before: Callable[[], object] = lambda: None,
) -> dict[str, Times]:
    """Each round calls every action once, with the round's number. `before` is called before each, and not timed."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(warm_up + rounds):
        for name, act in actions.items():
            before()
            started = time.perf_counter()
            act(number)
            milliseconds = 1_000 * (time.perf_counter() - started)
            if number >= warm_up:
                taken[name].append(milliseconds)
    return {name: Times.of(milliseconds) for name, milliseconds in taken.items()}


def by_turns(designs: Mapping[str, Callable[[], Turn]], *, rounds: int) -> dict[str, list[Turn]]:
    """Each round gives every design one turn, in a random order."""
    turns: dict[str, list[Turn]] = {design: [] for design in designs}
    for _ in range(rounds):
        for design in random.sample(list(designs), k=len(designs)):
            turns[design].append(designs[design]())
    return turns


def ratio(turns: dict[str, list[Turn]], design: str, base: str) -> str:
    """The median of the rounds' ratios of rates, with the lowest and the highest in brackets."""
    ratios = [one.rate / other.rate for one, other in zip(turns[design], turns[base], strict=True)]
    return f"**{statistics.median(ratios):.2f}** ({min(ratios):.2f}–{max(ratios):.2f})"


def median_p50(turns: list[Turn]) -> float:
    return statistics.median(turn.p50 for turn in turns)
