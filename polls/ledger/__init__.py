"""The append-only ledger of counts: entries, signatures, anchors, totals, verification."""

from .entries import BEFORE_THE_FIRST, append, canonical, hash_of
from .signing import head_message

__all__ = ["BEFORE_THE_FIRST", "append", "canonical", "hash_of", "head_message"]
