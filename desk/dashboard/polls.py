"""The newest polls on the desk's first page: their figures, and what somebody may do with them there and then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from polls import results
from polls.admin.actions import ACTIONS, Action
from polls.models import Count, Poll

POLLS_SHOWN = 4


@dataclass(frozen=True)
class Glance:
    results: results.Results
    undecided: list[Any]  # Held entries of the ledger, counted, that nobody has decided on.
    actions: list[Action]

    @property
    def is_counted_out(self) -> bool:
        return self.results.next_count_from is None

    @property
    def may_decide(self) -> bool:
        return any(action.name == "decide" for action in self.actions)


def polls_at_a_glance(user, *, at) -> list[Glance]:
    """At most two queries for each of POLLS_SHOWN (polls/results/figures.py), and four for all of them."""
    polls = list(Poll.objects.visible(at=at).prefetch_related("choices", "wordings")[:POLLS_SHOWN])
    undecided = defaultdict(list)
    for entry in Count.objects.filter(poll__in=polls).undecided():
        undecided[entry.poll_id].append(entry)
    return [_glance(poll, undecided[poll.pk], user, at) for poll in polls]


def _glance(poll, undecided, user, at):
    found = results.of(poll, at=at)
    possible = {"decide": bool(undecided), "count": bool(found.waiting or found.held_sealed), "export": True}
    actions = [ACTIONS[name] for name, is_possible in possible.items() if is_possible and ACTIONS[name].may(user)]
    return Glance(found, undecided, actions)
