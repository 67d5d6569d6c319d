"""Simulate an attacker who watches a poll's figures to learn one answer, and write polls/admin/disclosure_risk.json.

`python -m benchmarks.polls.protection` (about a minute). The watcher knows when the voter votes, reads every count, and
knows their own ballots. Given a count, each of its other ballots is equally likely the voter's: that is all there is to
know, since ballots are opened together. So the surest guess is the most frequent answer among them, and it is right as
often as that answer is frequent.
"""

import json
import random
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date

from benchmarks import django_site

django_site.set_up()

from polls.admin.disclosure_risk import (
    FILE,
    GUESSED_WITHOUT,
    PRESETS,
    VOTES_A_DAY,
    Figure,
    Preset,
    Watcher,
    When,
    rate_names,
    rows,
)
from polls.ballots.tallying import Batch

SEED = 20261123
ROUNDS = 2_000
CERTAIN = 0.95
# Made up: three answers, and how often readers give each.
SHARES = {1: GUESSED_WITHOUT, 2: 0.25, 3: 0.30}
READERS_FOR_A_VOTE = 100
DAY_0 = date(2026, 1, 1)
LONGEST_WAIT = 400  # Days after which a round is given up: nothing was told.


@dataclass(frozen=True)
class Outcome:
    is_disclosed: bool
    chance: float
    """That the surest guess is right."""


def main() -> None:
    figures = [
        simulate(preset, watcher, when, rate)
        for preset in PRESETS
        for watcher in Watcher
        for when in When
        for rate in VOTES_A_DAY
    ]
    FILE.write_text(as_text(figures))
    for figure in figures:
        print(figure)


def simulate(preset: Preset, watcher: Watcher, when: When, rate: float, *, rounds: int = ROUNDS) -> Figure:
    """Seeded by what is simulated, so that one figure can be made again without the others."""
    chance = random.Random(f"{SEED} {preset.name} {watcher.value} {when.value} {rate}")
    outcomes = [_round(preset, watcher, when, rate, chance) for _ in range(rounds)]
    return Figure(
        preset=preset.name,
        watcher=watcher.value,
        when=when.value,
        votes_a_day=rate,
        disclosed=round(sum(outcome.is_disclosed for outcome in outcomes) / rounds, 3),
        guessed=round(sum(outcome.chance for outcome in outcomes) / rounds, 3),
    )


def as_text(figures: list[Figure]) -> str:
    provenance = f"benchmarks/polls/protection.py, seed {SEED}, {ROUNDS} rounds a figure, shares {SHARES}"
    lines = ",\n".join(f"  {json.dumps(asdict(figure))}" for figure in figures)
    return f'{{\n"provenance": {json.dumps(provenance)},\n"figures": [\n{lines}\n]\n}}\n'


def as_markdown() -> str:
    """The table of docs/privacy.md, of what a sensitive poll may be set to."""
    lines = [["settings", "who", "count", *rate_names()], ["---"] * (3 + len(VOTES_A_DAY))]
    for line in rows():
        if line.preset.is_allowed:
            cells = [f"{figure.disclosed:.2f} / {figure.guessed:.2f}" for figure in line.figures]
            lines.append([line.preset.label, line.watcher.value, line.when.label, *cells])
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in lines)


def _round(preset: Preset, watcher: Watcher, when: When, rate: float, chance: random.Random) -> Outcome:
    """One count, from an empty box on day 0. The watcher's ballots are in before the voter's, one of each in turn."""
    own = _own_ballots(preset) if watcher == Watcher.FILLS_UP else Counter()
    genuine: Counter[int] = Counter()
    waits = when == When.LATER or preset.first_count_waits
    due = (preset.poll().day_after_interval(DAY_0) - DAY_0).days if waits else 0
    for day in range(LONGEST_WAIT):
        if day < due:
            genuine += _votes_of_a_day(rate, chance)
            continue
        for code in _one_by_one(_votes_of_a_day(rate, chance), chance):
            genuine[code] += 1
            if _is_counted(preset, own + genuine):
                return _learned(genuine)
    return Outcome(is_disclosed=False, chance=GUESSED_WITHOUT)


def _learned(genuine: Counter[int]) -> Outcome:
    chance = max(genuine.values()) / genuine.total()
    return Outcome(chance >= CERTAIN, chance)


def _is_counted(preset: Preset, ballots: Counter[int]) -> bool:
    batch = Batch(ballots, known=ballots.total(), unreadable=0)
    return batch.number >= preset.count_minimum and not (preset.refuses_alike and batch.is_too_alike())


def _own_ballots(preset: Preset) -> Counter[int]:
    """Mixed, so that the 90% rule does not stand in the watcher's way."""
    codes = list(SHARES)
    return Counter(codes[number % len(codes)] for number in range(preset.count_minimum - 1))


def _votes_of_a_day(rate: float, chance: random.Random) -> Counter[int]:
    left = _binomial(round(rate * READERS_FOR_A_VOTE), 1 / READERS_FOR_A_VOTE, chance)
    votes: Counter[int] = Counter()
    likelihood_left = 1.0
    for code, share in SHARES.items():
        votes[code] = _binomial(left, min(1.0, share / likelihood_left), chance)
        left -= votes[code]
        likelihood_left -= share
    return votes


def _one_by_one(votes: Counter[int], chance: random.Random) -> list[int]:
    ballots = list(votes.elements())
    chance.shuffle(ballots)
    return ballots


def _binomial(trials: int, likelihood: float, chance: random.Random) -> int:
    """Exact: every trial's random binary fraction is compared with `likelihood`, one digit of all of them at a time."""
    successes = 0
    while trials and likelihood:
        if likelihood >= 1:
            return successes + trials
        likelihood *= 2
        ones = chance.getrandbits(trials).bit_count()
        if likelihood >= 1:
            successes += trials - ones
            likelihood -= 1
            trials = ones
        else:
            trials -= ones
    return successes


if __name__ == "__main__":
    main()
