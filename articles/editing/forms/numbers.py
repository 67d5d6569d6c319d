"""Recognise numbers in text that a browser sent."""

from __future__ import annotations

LONGEST = 9  # Digits: no number of a version or a row is longer.


def is_number(text: str) -> bool:
    """Whether int() reads the text and a database column can hold the number."""
    return text.isdecimal() and len(text) <= LONGEST
