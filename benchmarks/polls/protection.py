"""Simulate an attacker who watches a poll's figures to learn one answer, and write polls/admin/disclosure_risk.json.

`python -m benchmarks.polls.protection` (about a minute); with the word `several` it prints the table of docs/privacy.md
for a poll with several answers instead. The watcher knows when the voter votes, reads every count, and
knows their own ballots. Given a count, each of its other ballots is equally likely the voter's: that is all there is to
know, since ballots are opened together. So the surest guess is the most frequent answer among them, and it is right as
often as that answer is frequent. Of ballots with several answers a count tells each answer's number alone, so the guess
is of one answer that the voter gave.
"""

import json
import random
import sys
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
    Line,
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
Selection = tuple[int, ...]
SINGLE: dict[Selection, float] = {(code,): share for code, share in SHARES.items()}
# The first answer is on as many ballots, and one reader in five gives two.
SEVERAL: dict[Selection, float] = {(1,): 0.30, (2,): 0.25, (3,): 0.25, (1, 2): 0.05, (1, 3): 0.10, (2, 3): 0.05}
READERS_FOR_A_VOTE = 100
DAY_0 = date(2026, 1, 1)
LONGEST_WAIT = 400  # Days after which a round is given up: nothing was told.


@dataclass(frozen=True)
class Voters:
    a_day: float
    shares: dict[Selection, float]
    chance: random.Random


@dataclass(frozen=True)
class Outcome:
    is_disclosed: bool
    chance: float
    """That the surest guess is right."""


def main(words: list[str]) -> None:
    is_several = words == ["several"]
    figures = [
        simulate(preset, watcher, when, rate, shares=SEVERAL if is_several else SINGLE)
        for preset in PRESETS
        if preset.name == "default" or not is_several
        for watcher in Watcher
        for when in When
        for rate in VOTES_A_DAY
    ]
    if is_several:
        print(as_markdown(rows(figures)))
        return
    FILE.write_text(as_text(figures))
    for figure in figures:
        print(figure)


def simulate(
    preset: Preset,
    watcher: Watcher,
    when: When,
    rate: float,
    *,
    shares: dict[Selection, float] = SINGLE,
) -> Figure:
    """Seeded by what is simulated, so that one figure can be made again without the others."""
    chance = random.Random(f"{SEED} {preset.name} {watcher.value} {when.value} {rate}")
    voters = Voters(rate, shares, chance)
    outcomes = [_round(preset, watcher, when, voters) for _ in range(ROUNDS)]
    return Figure(
        preset=preset.name,
        watcher=watcher.value,
        when=when.value,
        votes_a_day=rate,
        disclosed=round(sum(outcome.is_disclosed for outcome in outcomes) / ROUNDS, 3),
        guessed=round(sum(outcome.chance for outcome in outcomes) / ROUNDS, 3),
    )


def as_text(figures: list[Figure]) -> str:
    provenance = f"benchmarks/polls/protection.py, seed {SEED}, {ROUNDS} rounds a figure, shares {SHARES}"
    lines = ",\n".join(f"  {json.dumps(asdict(figure))}" for figure in figures)
    return f'{{\n"provenance": {json.dumps(provenance)},\n"figures": [\n{lines}\n]\n}}\n'


def as_markdown(found: list[Line]) -> str:
    """The table of docs/privacy.md, of what a sensitive poll may be set to."""
    lines = [["settings", "who", "count", *rate_names()], ["---"] * (3 + len(VOTES_A_DAY))]
    for line in found:
        if line.preset.is_allowed:
            cells = [f"{figure.disclosed:.2f} / {figure.guessed:.2f}" for figure in line.figures]
            lines.append([line.preset.label, line.watcher.value, line.when.label, *cells])
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in lines)


def _round(
    preset: Preset,
    watcher: Watcher,
    when: When,
    voters: Voters,
) -> Outcome:
    """One count, from an empty box on day 0. The watcher's ballots are in before the voter's, one of each in turn."""
    own = _own_ballots(preset, voters.shares) if watcher == Watcher.FILLS_UP else Counter()
    genuine: Counter[Selection] = Counter()
    waits = when == When.LATER or preset.first_count_waits
    due = (preset.poll().day_after_interval(DAY_0) - DAY_0).days if waits else 0
    for day in range(LONGEST_WAIT):
        if day < due:
            genuine += _votes_of_a_day(voters)
            continue
        for selection in _one_by_one(_votes_of_a_day(voters), voters.chance):
            genuine[selection] += 1
            if _is_counted(preset, own + genuine):
                return _learned(genuine)
    return Outcome(is_disclosed=False, chance=GUESSED_WITHOUT)


def _learned(genuine: Counter[Selection]) -> Outcome:
    chance = max(_by_answer(genuine).values()) / genuine.total()
    return Outcome(chance >= CERTAIN, chance)


def _by_answer(ballots: Counter[Selection]) -> Counter[int]:
    """What a count tells: which answers were given together, it does not."""
    answers: Counter[int] = Counter()
    for selection, number in ballots.items():
        for code in selection:
            answers[code] += number
    return answers


def _is_counted(preset: Preset, ballots: Counter[Selection]) -> bool:
    batch = Batch(_by_answer(ballots), known=ballots.total(), unreadable=0)
    return batch.number >= preset.count_minimum and not (preset.refuses_alike and batch.is_too_alike())


def _own_ballots(preset: Preset, shares: dict[Selection, float]) -> Counter[Selection]:
    """Mixed, so that the 90% rule does not stand in the watcher's way."""
    selections = list(shares)
    return Counter(selections[number % len(selections)] for number in range(preset.count_minimum - 1))


def _votes_of_a_day(voters: Voters) -> Counter[Selection]:
    left = _binomial(round(voters.a_day * READERS_FOR_A_VOTE), 1 / READERS_FOR_A_VOTE, voters.chance)
    votes: Counter[Selection] = Counter()
    likelihood_left = 1.0
    for selection, share in voters.shares.items():
        votes[selection] = _binomial(left, min(1.0, share / likelihood_left), voters.chance)
        left -= votes[selection]
        likelihood_left -= share
    return votes


def _one_by_one(votes: Counter[Selection], chance: random.Random) -> list[Selection]:
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
    main(sys.argv[1:])
