"""The help lines as a page needs them. They are there even when the database is not.

Why: docs/decisions/help-lines-without-a-database.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

import yaml
from django.conf import settings
from django.db import DatabaseError

from ..models import HelpLine, WarningSigns
from ..models.helplines import HelpLineKind

KEPT_FOR = timedelta(seconds=60)
ANYWHERE = "any"


@dataclass
class Country:
    code: str
    name: str
    emergency: HelpLine | None = None
    lines: list[HelpLine] = field(default_factory=list)
    leaves_out_emergency: bool = False  # There is a number, on `/help-now/` alone.

    def only_verified(self) -> Country:
        emergency = self.emergency if self.emergency and self.emergency.verified_on else None
        lines = [line for line in self.lines if line.verified_on]
        return Country(self.code, self.name, emergency, lines, leaves_out_emergency=self.emergency is not emergency)


@dataclass(frozen=True)
class Crisis:
    """Warning signs and help lines, in the order of the registry."""

    signs: WarningSigns
    countries: list[Country]

    @property
    def verified_countries(self) -> list[Country]:
        """Countries with a help line whose number was read on a page of the service or of a public body."""
        return [country for country in map(Country.only_verified, self.countries) if country.lines]

    @property
    def first(self) -> Country:
        return self.verified_countries[0]


@dataclass
class _Memory:
    crisis: Crisis | None = None
    read_at: float = 0.0


_memory = _Memory()


def forget() -> None:
    """For tests, and for whoever has just changed a line in this process."""
    _memory.crisis = None


def crisis() -> Crisis:
    """From memory for a minute, else two queries. Without a database: the last known, else the content pack's file."""
    is_fresh = _memory.crisis and monotonic() - _memory.read_at < KEPT_FOR.total_seconds()
    if not is_fresh:
        try:
            _memory.crisis, _memory.read_at = _from_database(), monotonic()
        except DatabaseError:
            return _memory.crisis or _from_file()
    return _memory.crisis if _memory.crisis and _memory.crisis.verified_countries else _from_file()


def _from_database() -> Crisis:
    lines = list(HelpLine.objects.all())
    signs = WarningSigns.objects.first()
    return Crisis(signs or WarningSigns(signs=[]), _by_country(lines))


def _from_file() -> Crisis:
    path = settings.BASE_DIR / "content" / "helplines.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    emergencies = [_line(row, HelpLineKind.EMERGENCY) for row in content["emergency_numbers"]]
    lines = [_line(row, HelpLineKind.LINE) for row in content["helplines"]]
    return Crisis(WarningSigns(**content["warning_signs"]), _by_country(emergencies + lines))


def _line(row: dict[str, Any], kind: HelpLineKind) -> HelpLine:
    names = {field.name for field in HelpLine._meta.get_fields()}
    known = {name: value for name, value in row.items() if name in names and value is not None}
    return HelpLine(kind=kind, is_free=row.get("free"), **known)


def _by_country(lines: list[HelpLine]) -> list[Country]:
    """Countries in the order of their first row; the directory for all others comes last."""
    countries: dict[str, Country] = {}
    for line in lines:
        country = countries.setdefault(line.country, Country(line.country, line.country_name))
        if line.kind == HelpLineKind.EMERGENCY:
            country.emergency = line
        else:
            country.lines.append(line)
    return sorted(countries.values(), key=lambda country: country.code == ANYWHERE)
