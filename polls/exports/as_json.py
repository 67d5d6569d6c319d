"""Write JSON: a list of objects, one for each row, whose names are the columns of the other formats."""

import json
from collections.abc import Iterator

from .rows import Content


def write(content: Content) -> Iterator[bytes]:
    """Yield the file in pieces, a row at a time."""
    before = "[\n"
    for row in content.rows:
        yield f"{before}{json.dumps(row._asdict(), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
