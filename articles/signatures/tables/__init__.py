"""Read the tables beside this file: what one clinician and the next would take for the same writing."""

from pathlib import Path

TABLES = Path(__file__).parent


def table(file: str) -> list[list[str]]:
    """The words of each line that is no comment."""
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]
