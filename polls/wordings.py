"""Compare a poll's wordings: what changed from one to the next, and whether only the spelling did."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from .errors import Refused
from .models import Wording

MOST_LETTERS_CORRECTED = 3  # In one text. A typing error has one or two; a change of meaning mostly needs more.
WORD = re.compile(r"[\w'’]+")
# Beside the characters that Unicode calls format, control or space: letters and marks that are drawn as nothing or as
# a space (Default_Ignorable_Code_Point, and the empty Braille pattern).
DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
NEGATIONS = {"no", "not", "nor", "never", "none", "nobody", "nothing", "neither", "without", "cannot"}


class Part(models.TextChoices):
    QUESTION = "question", _("The question")
    ANSWER = "answer", _("An answer")
    ADDED = "added", _("A new answer")
    HIDDEN = "hidden", _("No longer offered")


@dataclass(frozen=True)
class Change:
    """One changed text. `before` is empty for a new answer, `after` for a hidden one."""

    part: Part
    before: str
    after: str


@dataclass(frozen=True)
class Rewording:
    """A version and its changes, which show earlier voters the words that they voted on."""

    wording: Wording
    changes: list[Change]


def as_seen(text: str) -> str:
    """The text as readers tell it from others: without case, spaces and what is not drawn, in one normal form."""
    drawn = (each for each in DRAWN_AS_NOTHING.sub("", text) if unicodedata.category(each)[0] not in "CZ")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", "".join(drawn)).casefold())


def refuse_unseen(*texts: str) -> None:
    """Raise Refused for the first text without a letter or digit that readers can see."""
    for text in texts:
        if not any(each.isalnum() for each in as_seen(text)):
            raise Refused(_("“%(text)s” has no letter or digit that readers can see.") % {"text": text})


def refuse_alike(labels: Iterable[str], others: Iterable[str] = ()) -> None:
    """Raise Refused for the first label that can't be seen, or told from the labels before it and from the others."""
    seen = {as_seen(other): other for other in others}
    for label in labels:
        refuse_unseen(label)
        key = as_seen(label)
        if key in seen:
            words = {"label": label, "other": seen[key]}
            raise Refused(_("Readers can’t tell the answers “%(label)s” and “%(other)s” apart.") % words)
        seen[key] = label


def rewordings(wordings: Iterable[Wording]) -> list[Rewording]:
    """Every version after the first with its changes, oldest first."""
    in_order = sorted(wordings, key=lambda wording: wording.version)
    return [Rewording(after, _changes(before, after)) for before, after in pairwise(in_order)]


def as_voted_on(history: list[str]) -> str:
    """Return the earliest text from which corrections of the spelling alone lead to the last one.

    `history` holds the versions of one text, oldest first. A new text must be compared with this earliest one too:
    otherwise many small corrections could add up to another meaning.
    """
    first = history[-1]
    for earlier in reversed(history[:-1]):
        if not is_only_spelling(earlier, first):
            break
        first = earlier
    return first


def since_voted_on(history: list[Wording], question: str, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each text as people may first have voted on it, with its new text. `history` is oldest first; labels by code."""
    yield as_voted_on([wording.question for wording in history]), question
    for code, label in labels.items():
        if texts := [wording.labels[code] for wording in history if code in wording.labels]:
            yield as_voted_on(texts), label


def refuse_another_meaning(changes: Iterable[tuple[str, str]]) -> None:
    """Raise Refused for the first (old, new) pair of texts that may differ in more than the spelling."""
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
    """Whether few letters differ, and all numbers and negations are the same. Ignores case, spaces and punctuation.

    This misses some changes of meaning (docs/decisions/poll-wording-after-votes.md), so the poll's page shows the old
    and the new words to everybody.
    """
    distance = Levenshtein.distance(_letters(before), _letters(after))
    return distance <= MOST_LETTERS_CORRECTED and _decisive_words(before) == _decisive_words(after)


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


def _decisive_words(text: str) -> Counter[str]:
    """Numbers and negations, each of which may turn the meaning."""
    words = (word.replace("’", "'") for word in WORD.findall(text.casefold()))
    return Counter(word for word in words if word in NEGATIONS or word.endswith("n't") or any(map(str.isdigit, word)))
