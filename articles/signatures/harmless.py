"""List the differences between two frozen documents that void a clinician's signature.

The rule knows what is harmless, and nothing else: docs/decisions/clinical-signatures.md lists the kinds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import starmap, zip_longest
from typing import TypeAlias

from django.utils.translation import gettext as _

from ..comparison.diff import Kind, compare_words, opcodes
from ..schema.definition import Document
from .blocks import MARK, Block, blocks_of, content_of
from .spelling import is_mended

IsMedicineWord: TypeAlias = Callable[[str], bool]

MOST_MENDED = 40  # Words of one comparison: each costs some milliseconds.
LONGEST_QUOTE = 90  # Characters: enough to find the place.
SENTENCE_ENDS = {".", "!", "?"}


@dataclass(frozen=True)
class Difference:
    """One block that is not the same any more, is new (no `before`) or is gone (no `after`)."""

    before: Block | None
    after: Block | None

    @property
    def place(self) -> str:
        return next(block.place for block in (self.after, self.before) if block)

    def in_words(self) -> str:
        """For the history and the desk: the place and the words that changed."""
        values = [block.value if block else "" for block in (self.before, self.after)]
        segments = compare_words(*values) if all(isinstance(value, str) for value in values) else ()
        was, now = (
            " … ".join(one.text.strip() for one in segments if one.kind == kind)[:LONGEST_QUOTE]
            for kind in (Kind.REMOVED, Kind.ADDED)
        )
        said = _("“%(was)s” → “%(now)s” in “%(place)s”") if was and now else _("added to “%(place)s”: “%(now)s”")
        if not now:
            said = _("taken out of “%(place)s”: “%(was)s”") if was else _("changed: %(place)s")
        return said % {"was": was, "now": now, "place": self.place}


def differences(old: Document, new: Document, *, is_medicine_word: IsMedicineWord) -> Iterator[Difference]:
    """Nothing when a signature under the old text holds for the new one. Pure; linear in the length of both."""
    before, after = list(blocks_of(old, _new_keys(old, new))), list(blocks_of(new, {}))
    left = iter(range(MOST_MENDED))

    def is_mended_word(was: str, now: str) -> bool:
        return next(left, None) is not None and is_mended(was, now, is_medicine_word)

    for tag, low, high, new_low, new_high in opcodes([one.form for one in before], [one.form for one in after]):
        was, now = (before[low:high], after[new_low:new_high]) if tag != "equal" else ([], [])
        if len(was) == len(now):
            left_over = [pair for pair in zip(was, now, strict=True) if not _is_mended(*pair, is_mended_word)]
            was, now = [pair[0] for pair in left_over], [pair[1] for pair in left_over]
        yield from _paired(was, now)


def _paired(old: list[Block], new: list[Block]) -> Iterator[Difference]:
    """Beside each other stand the blocks of one field, in their order."""
    for field in dict.fromkeys(block.field for block in (*old, *new)):
        yield from starmap(
            Difference, zip_longest(*([one for one in side if one.field == field] for side in (old, new)))
        )


def _new_keys(old: Document, new: Document) -> dict[str, str]:
    """{old key: new key} of each source that has another key now."""
    contents = {source["key"]: content_of(source) for source in new["sources"]}
    key_of = {content: key for key, content in contents.items()}
    kept = [(source["key"], content_of(source)) for source in old["sources"]]
    return {key: key_of[content] for key, content in kept if contents.get(key) != content and content in key_of}


def _is_mended(old: Block, new: Block, is_mended_word: Callable[[str, str], bool]) -> bool:
    """Whether both forms are the same but for mended words."""
    before, after = old.form.split("\n"), new.form.split("\n")
    triples = zip(["", *before], before, after, strict=False)
    return len(before) == len(after) and all(
        was == now or is_mended_word(*_in_small_letters(previous, was, now)) for previous, was, now in triples
    )


def _in_small_letters(previous: str, was: str, now: str) -> tuple[str, str]:
    """A capital is right where a sentence begins; elsewhere it may begin a name that no list knows."""
    if was[:1].isupper() and now[:1].isupper() and (previous in SENTENCE_ENDS or previous.startswith(MARK)):
        return was[0].lower() + was[1:], now[0].lower() + now[1:]
    return was, now
