"""Write CSV that Excel, pandas and R read alike: UTF-8 with BOM, CRLF, unquoted numbers."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from .rows import COLUMNS, Content, is_like_a_formula


def write(content: Content) -> Iterator[bytes]:
    """Yield the file in pieces, a line at a time. Formula cells are prefixed with an apostrophe."""
    yield codecs.BOM_UTF8
    line = StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in content.rows:
        writer.writerow([_cell(value) for value in row])
        yield _flushed(line)
    yield _flushed(line)


def _cell(value: object) -> object:
    if isinstance(value, str) and is_like_a_formula(value):
        return f"'{value}"
    return "" if value is None else value


def _flushed(line: StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode()
