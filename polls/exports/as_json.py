"""Write JSON: a list of objects, one for each row, whose names are the columns of the other formats."""

import json
from collections.abc import Iterable, Iterator

from .rows import Row


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the file in pieces, a row at a time."""
    before = "[\n"
    for row in rows:
        yield f"{before}{json.dumps(row._asdict(), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
