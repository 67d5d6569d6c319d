"""A list of objects, one for each row, with the columns of the other files as names."""

import json
from collections.abc import Iterable, Iterator

from .rows import Row


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    before = "[\n"
    for row in rows:
        yield f"{before}{json.dumps(row._asdict(), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
