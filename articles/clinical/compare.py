"""List the clinical changes between two frozen documents, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from ..comparison.diff import matched_sections, opcodes
from ..documents import texts_of
from ..markdown import rendering
from ..schema.definition import PLAIN_WORDS, Document
from .facts import KIND_WORDS, Fact, facts
from .negation import turned_round
from .warnings import warnings, words_of

CRISIS_TAGS = ("depression", "suicide-risk")  # Each brings the help lines onto the page.
LONGEST_QUOTE = 90  # Letters: enough to find the sentence.


@dataclass
class Passage:
    """One part of a page that has a name, as far as a clinician's word rests on it."""

    place: str
    facts: list[Fact] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def clinical_changes(old: Document, new: Document) -> list[str]:
    """Empty when a signature under the old text holds for the new one."""
    if old == new:
        return []
    found = [*_crisis_tags(old, new)]
    for before, after in _pairs(old, new):
        found += _changed_facts(before, after)
        found += _changed_warnings(before, after)
        found += _turned_sentences(before, after)
    return list(dict.fromkeys(found))


def _crisis_tags(old: Document, new: Document) -> Iterator[str]:
    for tag in CRISIS_TAGS:
        if tag in old["tags"] and tag not in new["tags"]:
            yield _("help lines at risk: the tag “%(tag)s” was taken off") % {"tag": tag}


def _pairs(old: Document, new: Document) -> Iterator[tuple[Passage, Passage]]:
    for name, text_of in PLAIN_PARTS.items():
        yield _passage(name, text_of(old)), _passage(name, text_of(new))
    for before, after in matched_sections(old["sections"], new["sections"]):
        place = (after or before)["heading"]
        yield _section_passage(place, before), _section_passage(place, after)


PLAIN_PARTS: dict[str, Any] = {
    "title": lambda document: [document["title"]],
    **{words.part: partial(texts_of, field=words) for words in PLAIN_WORDS},
    "picture": lambda document: [document["picture"]["alt"]] if document["picture"] else [],
}


def _passage(place: str, texts: list[str]) -> Passage:
    return Passage(place, _facts(texts), [warning for text in texts for warning in warnings(text)], texts)


def _section_passage(place: str, section: dict[str, Any] | None) -> Passage:
    if section is None:
        return Passage(place)
    texts = [section["heading"], *rendering.blocks(section["body"])]
    return Passage(place, _facts(texts), warnings(section["body"], aspect=section["aspect"]), texts)


def _facts(texts: list[str]) -> list[Fact]:
    return [fact for text in texts for fact in facts(text)]


def _changed_facts(before: Passage, after: Passage) -> Iterator[str]:
    values = ([fact.value for fact in passage.facts] for passage in (before, after))
    for tag, low, high, new_low, new_high in opcodes(*values):
        if tag != "equal":
            for was, now in zip_longest(before.facts[low:high], after.facts[new_low:new_high]):
                yield _fact_in_words(was, now, after.place)


def _fact_in_words(was: Fact | None, now: Fact | None, place: str) -> str:
    kind = KIND_WORDS[(now or was).kind]  # type: ignore[union-attr]
    words = {"kind": kind, "was": was and was.shown, "now": now and now.shown, "place": place}
    if was is None:
        return _("%(kind)s added: %(now)s in “%(place)s”") % words
    if now is None:
        return _("%(kind)s taken out: %(was)s in “%(place)s”") % words
    return _("%(kind)s changed: %(was)s → %(now)s in “%(place)s”") % words


def _changed_warnings(before: Passage, after: Passage) -> Iterator[str]:
    """Where a sentence stands within its part is not counted: moved is not changed."""
    gone = _missing_from(before.warnings, after.warnings)
    new = _missing_from(after.warnings, before.warnings)
    for was, now in zip_longest(gone, new):
        words = {"was": _quoted(was or ""), "now": _quoted(now or ""), "place": after.place}
        if was and now:
            yield _("warning changed in “%(place)s”: %(was)s → %(now)s") % words
        elif was:
            yield _("warning taken out of “%(place)s”: %(was)s") % words
        else:
            yield _("warning added to “%(place)s”: %(now)s") % words


def _turned_sentences(before: Passage, after: Passage) -> Iterator[str]:
    warned = {words_of(warning) for warning in (*before.warnings, *after.warnings)}  # Told above.
    for was, now in turned_round(before.texts, after.texts):
        if not warned & {words_of(was), words_of(now)}:
            words = {"was": _quoted(was), "now": _quoted(now), "place": after.place}
            yield _("turned round in “%(place)s”: %(was)s → %(now)s") % words


def _missing_from(sentences: list[str], others: list[str]) -> list[str]:
    left = Counter(words_of(other) for other in others)
    missing = []
    for sentence in sentences:
        words = words_of(sentence)
        if left[words]:
            left[words] -= 1
        else:
            missing.append(sentence)
    return missing


def _quoted(sentence: str) -> str:
    return f"“{sentence if len(sentence) <= LONGEST_QUOTE else sentence[:LONGEST_QUOTE] + '…'}”"
