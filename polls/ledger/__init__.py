"""The append-only ledger of counts: entries, signatures, anchors, totals, verification."""

from .entries import BEFORE_THE_FIRST, append, canonical, cover_all_words, cover_words, hash_of
from .signing import head_message

__all__ = ["BEFORE_THE_FIRST", "append", "canonical", "cover_all_words", "cover_words", "hash_of", "head_message"]
