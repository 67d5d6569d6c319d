"""Tell no number of people so small that it may point at one: the ONS "10-5 rule"."""

SMALLEST_CELL = 10  # Smaller numbers are not told.
ROUNDED_TO = 5


def rounded(number: int) -> int:
    """To the nearest multiple of ROUNDED_TO."""
    return (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
