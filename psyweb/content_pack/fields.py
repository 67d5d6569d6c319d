"""Readers of single values, which raise Unfit in plain words, and the reading of mappings by tables of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from .yaml_lines import Lined, LinedList

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Unfit(Exception):  # noqa: N818 (as in “must be words”)
    pass


Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    what: str  # "an article": for the reader of a fault.
    required: dict[str, Reader]
    optional: dict[str, Reader] = field(default_factory=dict)


def text(value, *, longest=None):
    if not isinstance(value, str) or not value.strip():
        raise Unfit("must be words")
    if longest and len(value) > longest:
        raise Unfit(f"is {len(value)} characters long; {longest} are allowed")
    return value.strip()


def text_up_to(longest):
    return lambda value: text(value, longest=longest)


def slug(value):
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise Unfit("must be small letters, digits and single hyphens")
    return value


def whole_number(value):
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unfit("must be a whole number")
    return value


def true_or_false(value):
    if not isinstance(value, bool):
        raise Unfit("must be true or false")
    return value


def day(value):
    if type(value) is not date:
        raise Unfit("must be a day such as 2026-11-23")
    return value


def partial_date(value):
    """As exact as it is known, in quotes: "2024", "2024-01" or "2024-01-19"."""
    match = PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        parts = [int(part or 1) for part in match.groups()] if match else []
        date(*parts)
    except (TypeError, ValueError):
        raise Unfit('must be a date in quotes: "2024", "2024-01" or "2024-01-19"') from None
    return value


def web_address(value):
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    if not parts or parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise Unfit("must be an address that begins with https:// or http://")
    return value


def one_of(choices):
    def read(value):
        if value not in choices:
            raise Unfit(f"must be one of: {', '.join(map(str, choices))}")
        return value

    return read


def optional(reader):
    """null, or what the reader reads."""
    return lambda value: None if value is None else reader(value)


def list_of(reader):
    def read(value):
        if not isinstance(value, LinedList):
            raise Unfit("must be a list")
        return [reader(item) for item in value]

    return read


def anything(value):
    return value


def read_mapping(value, shape, faults, *, line=1):
    """The fields that could be read, by name. Unknown, missing and unfit ones are faults with their lines."""
    if not isinstance(value, Lined):
        if value is not None or not faults.faults:  # What is not YAML at all was named already.
            faults.add(line, f"{_capital(shape.what)} must be fields, one a line.")
        return {}
    readers = {**shape.required, **shape.optional}
    for name in value.keys() - readers.keys():
        faults.add(value.line_of(name), f"“{name}” is not a field of {shape.what}.")
    for name in shape.required.keys() - value.keys():
        faults.add(value.line, f"{_capital(shape.what)} lacks “{name}”.")
    found = {}
    for name, reader in readers.items():
        if name not in value:
            continue
        try:
            found[name] = reader(value[name])
        except Unfit as unfit:
            faults.add(value.line_of(name), f"“{name}” {unfit}.")
    return found


def read_rows(value, shape, faults, *, line=1):
    """A list of mappings: (fields, line) of each."""
    if not isinstance(value, LinedList):
        faults.add(line, f"{_capital(shape.what)}: a list is wanted here.")
        return []
    return [
        (read_mapping(row, shape, faults, line=row_line), row_line)
        for row, row_line in zip(value, value.lines, strict=True)
    ]


def refuse_twice(rows, name, faults, *, what):
    seen = set()
    for row, line in rows:
        key = row.get(name)
        if key in seen:
            faults.add(line, f"{what} “{key}” stands twice.")
        seen.add(key)


def _capital(words):
    return words[0].upper() + words[1:]
