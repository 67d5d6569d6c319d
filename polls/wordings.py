"""What changed from one wording to the next, and how much of it may be called spelling."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from .errors import Refused
from .models import Wording

MOST_LETTERS_MENDED = 3  # In one text. A typing error has one or two; another meaning mostly needs more.
WORD = re.compile(r"[\w'’]+")
DENIALS = {"no", "not", "nor", "never", "none", "nobody", "nothing", "neither", "without", "cannot"}


class Part(models.TextChoices):
    QUESTION = "question", _("The question")
    ANSWER = "answer", _("An answer")
    ADDED = "added", _("A new answer")
    HIDDEN = "hidden", _("No longer offered")


@dataclass(frozen=True)
class Change:
    """`before` is empty for a new answer, `after` for one that is no longer offered."""

    part: Part
    before: str
    after: str


@dataclass(frozen=True)
class Rewording:
    """A version with what it changed, so that whoever voted before can see what they voted on."""

    wording: Wording
    changes: list[Change]


def rewordings(wordings: Iterable[Wording]) -> list[Rewording]:
    """Every version after the first, oldest first."""
    in_order = sorted(wordings, key=lambda wording: wording.version)
    return [Rewording(after, _changes(before, after)) for before, after in pairwise(in_order)]


def as_voted_on(history: list[str]) -> str:
    """The first of a text's wordings, given oldest first, that leads to the last by spelling alone.

    What was mended again and again is held against it, or small steps would lead anywhere.
    """
    first = history[-1]
    for earlier in reversed(history[:-1]):
        if not is_only_spelling(earlier, first):
            break
        first = earlier
    return first


def refuse_another_meaning(changes: Iterable[tuple[str, str]]) -> None:
    """Raises Refused for the first pair of old and new words that may differ in more than spelling."""
    for before, after in changes:
        if not is_only_spelling(before, after):
            raise Refused(
                _(
                    "“%(before)s” was voted on, and “%(after)s” may mean something else. Mend a few letters, or close "
                    "this poll and open a successor."
                )
                % {"before": before, "after": after}
            )


def is_only_spelling(before: str, after: str) -> bool:
    """Few letters differ, and every number and every denial stays. Case, spaces and punctuation are free.

    It cannot see every change of meaning (docs/decisions/poll-wording-after-votes.md): the page shows old and new words
    to everybody.
    """
    return Levenshtein.distance(_letters(before), _letters(after)) <= MOST_LETTERS_MENDED and _weighty(
        before
    ) == _weighty(after)


def _changes(before: Wording, after: Wording) -> list[Change]:
    changes = [Change(Part.QUESTION, before.question, after.question)] if before.question != after.question else []
    for code in sorted({*before.labels, *after.labels}):
        old, new = before.labels.get(code, ""), after.labels.get(code, "")
        if old != new:
            part = Part.ADDED if not old else Part.HIDDEN if not new else Part.ANSWER
            changes.append(Change(part, old, new))
    return changes


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _weighty(text: str) -> Counter[str]:
    words = (word.replace("’", "'") for word in WORD.findall(text.casefold()))
    return Counter(word for word in words if word in DENIALS or word.endswith("n't") or any(map(str.isdigit, word)))
