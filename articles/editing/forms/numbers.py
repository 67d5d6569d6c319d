"""Numbers that came as text."""

LONGEST = 9  # Digits; a longer one is no version's and no row's.


def is_number(text: str) -> bool:
    """One that Python reads, and a database keeps."""
    return text.isdecimal() and len(text) <= LONGEST
