"""Compare what voters were thanked for with what the ledger says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .voters import CHOICES, MOST_ANSWERS, OPEN_POLL, SEALED_POLL, SEVERAL_POLL, Selection, as_codes

LABELS = {1: "Made up: one", 2: "Made up: two", 3: "Made up: three", 4: "Made up: four"}


@dataclass
class Verdict:
    database: str
    killed: Counter[str]
    acknowledged: int = 0
    counted: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    retried: int = 0
    already: int = 0
    odd: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    cut_short: int = 0

    @property
    def is_good(self) -> bool:
        bad = (self.lost, self.doubled, self.wrong, self.odd.total(), len(self.faults))
        return not any(bad) and self.acknowledged > 0


def make_polls() -> None:
    """Two that may be counted at once, so that each answer can be compared, and one with all its floors."""
    from polls import lifecycle

    texts = {"sample_statement": "Made up for a test.", "choices": list(LABELS.items())}
    harmless = {"is_sensitive": False, "count_minimum": 1, "count_interval_days": 0}
    lifecycle.create_poll(slug=OPEN_POLL, question="Is this made up?", **texts, **harmless)
    several = {**harmless, "most_answers": MOST_ANSWERS}
    lifecycle.create_poll(slug=SEVERAL_POLL, question="Which of these are made up?", **texts, **several)
    lifecycle.create_poll(slug=SEALED_POLL, question="Is this made up, too?", **texts)


def judge(database: str, killed: Counter[str], journals: Sequence[list[list[str]]]) -> Verdict:
    """Counts what still waits in the open poll, and adds up. Touches the database of the running site."""
    from django.core.management import call_command

    from polls.ledger import verification
    from polls.models import Poll

    call_command("count_votes", verbosity=0, stdout=_Nowhere(), stderr=_Nowhere())
    verdict = Verdict(database, killed)
    thanked: Counter[tuple[str, Selection]] = Counter()
    for lines in journals:
        _read(lines, verdict, thanked)
    for slug in (OPEN_POLL, SEVERAL_POLL, SEALED_POLL):
        answers: Counter[int] = Counter()
        ballots = 0
        for (poll, codes), number in thanked.items():
            if poll == slug:
                ballots += number
                answers.update(dict.fromkeys(codes, number))
        _compare(verdict, ballots, number_of_ballots(slug))
        if slug != SEALED_POLL:
            verdict.wrong += _wrong(answers, by_choice(slug))
    polls = Poll.objects.prefetch_related("choices")
    verdict.faults = [str(fault) for poll in polls for fault in verification.of_poll(poll)] + [
        str(fault) for fault in verification.of_site()
    ]
    return verdict


class _Nowhere:
    def write(self, _text: str) -> None:
        pass


def _read(lines: list[list[str]], verdict: Verdict, thanked: Counter[tuple[str, Selection]]) -> None:
    for words in lines:
        if words[0] == "permit":
            choice = (words[1], as_codes(words[2]))
        elif words[0] == "thanks":
            thanked[choice] += 1
            verdict.retried += words[1] == "retried"
            verdict.already += words[1] == "already"
        else:
            verdict.odd[" ".join(words[1:])] += 1


def _compare(verdict: Verdict, thanked: int, counted: int) -> None:
    verdict.acknowledged += thanked
    verdict.counted += counted
    verdict.lost += max(0, thanked - counted)
    verdict.doubled += max(0, counted - thanked)


def _wrong(thanked: Counter[int], counted: dict[int, int]) -> int:
    """Answers that turned into others, or into unknown ones, beside those of ballots that are lost or doubled."""
    surplus = [counted.get(code, 0) - thanked[code] for code in {*thanked, *counted}]
    return max(sum(each for each in surplus if each > 0), sum(-each for each in surplus if each < 0))


def by_choice(slug: str = OPEN_POLL) -> dict[int, int]:
    """Held votes too: nobody has decided on them, and each of their voters was thanked. 0 is for unknown ones."""
    from polls.models import Count

    votes: Counter[int] = Counter()
    for entry in Count.objects.filter(poll__slug=slug):
        votes.update({int(code): number for code, number in entry.counts.items()})
        votes[0] += entry.unknown
    return {code: votes[code] for code in (0, *CHOICES) if votes[code]}


def number_of_ballots(slug: str) -> int:
    from polls import results
    from polls.models import Poll
    from polls.results import poll_cache

    poll_cache.clear_all()
    found = results.of(Poll.objects.prefetch_related("choices", "wordings").get(slug=slug))
    return found.total + found.held
