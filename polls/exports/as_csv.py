"""CSV that Excel, pandas and R read alike: UTF-8 with BOM, CRLF, numbers as numbers."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from .rows import COLUMNS, Row

# A cell that begins so is run as a formula, or is split (OWASP ASVS 5.0, 1.2.10).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    yield codecs.BOM_UTF8
    line = StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield _flushed(line)
    yield _flushed(line)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _flushed(line: StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode()
