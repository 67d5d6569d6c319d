"""Load the help lines for a page, also when the database is unavailable.

Reason: docs/decisions/help-lines-without-a-database.md.
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
from .live.state import PublicState

CACHED_FOR = timedelta(seconds=60)
ANYWHERE = "any"
MOST_NAMED = 5  # Further countries that the strip leads to.


@dataclass
class Country:
    """The help lines of a country. `code` is ISO 3166, "EU", or ANYWHERE for the directory of all other countries."""

    code: str
    name: str
    emergency: HelpLine | None = None
    lines: list[HelpLine] = field(default_factory=list)
    care: list[HelpLine] = field(default_factory=list)  # Directories of care, for who is in no danger.
    leaves_out_emergency: bool = False  # It has an emergency number, which only its own page shows.

    @property
    def slug(self) -> str:
        """Its name in the address of its page."""
        return self.code.lower()

    def only_verified(self) -> Country:
        """A copy without the numbers that nobody has verified."""
        emergency = self.emergency if self.emergency and self.emergency.verified_on else None
        lines, care = ([row for row in rows if row.verified_on] for rows in (self.lines, self.care))
        return Country(
            self.code, self.name, emergency, lines, care, leaves_out_emergency=self.emergency is not emergency
        )


@dataclass(frozen=True)
class HelpLines:
    """Warning signs, and the help lines by country, in the order of the register."""

    signs: WarningSigns
    countries: list[Country]

    @property
    def verified_countries(self) -> list[Country]:
        """Countries with a verified help line, without unverified numbers.

        A number is verified when somebody read it on a page of the service or of a public body.
        """
        return [country for country in map(Country.only_verified, self.countries) if country.lines]

    @property
    def first(self) -> Country:
        """The first verified country, which the strip and the front page show."""
        return self.verified_countries[0]

    @property
    def others(self) -> list[Country]:
        """The next verified countries, which the strip and the front page lead to."""
        return [country for country in self.verified_countries[1:] if country.code != ANYWHERE][:MOST_NAMED]

    def beginning_with(self, slug: str) -> list[Country]:
        """All countries, the one with this slug first. Empty where none has it."""
        ordered = sorted(self.countries, key=lambda country: country.slug != slug)
        return ordered if ordered[0].slug == slug else []


@dataclass(frozen=True)
class _Reading:
    """Replaced as a whole: another thread must not see new lines with an old state."""

    lines: HelpLines
    read_at: float  # Seconds of time.monotonic().
    state: PublicState | None

    def is_fresh(self, state: PublicState | None) -> bool:
        return self.state == state if state else monotonic() - self.read_at < CACHED_FOR.total_seconds()


@dataclass
class _Cache:
    reading: _Reading | None = None


_cache = _Cache()


def clear_cache() -> None:
    """Make this process read the database again, for tests and after a change of a help line."""
    _cache.reading = None


def load_help_lines(state: PublicState | None = None) -> HelpLines:
    """The help lines of the database, cached in the process. Two queries. Always has a country.

    They are those of `state` where it is given, else at most CACHED_FOR old. When the database fails: those read last,
    else the content pack's file; with a state that is an error, as what is drawn of them stays. The file also stands in
    for a database without a verified line.
    """
    reading = _cache.reading
    if not (reading and reading.is_fresh(state)):
        try:
            reading = _cache.reading = _Reading(_from_database(), monotonic(), state)
        except DatabaseError:
            if state:
                raise
            return reading.lines if reading else _from_file()
    return reading.lines if reading.lines.verified_countries else _from_file()


def _from_database() -> HelpLines:
    lines = list(HelpLine.objects.all())
    signs = WarningSigns.objects.first()
    return HelpLines(signs or WarningSigns(signs=[]), _by_country(lines))


def _from_file() -> HelpLines:
    path = settings.BASE_DIR / "content" / "helplines.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    emergencies = [_line(row, HelpLineKind.EMERGENCY) for row in content["emergency_numbers"]]
    lines = [_line(row, HelpLineKind.LINE) for row in content["helplines"]]
    care = [_line(row, HelpLineKind.CARE) for row in content["care"]]
    return HelpLines(WarningSigns(**content["warning_signs"]), _by_country(emergencies + lines + care))


def _line(row: dict[str, Any], kind: HelpLineKind) -> HelpLine:
    names = {field.name for field in HelpLine._meta.get_fields()}
    known = {name: value for name, value in row.items() if name in names and value is not None}
    return HelpLine(kind=kind, is_free=row.get("free"), **known)


def _by_country(lines: list[HelpLine]) -> list[Country]:
    """Countries in the order of their first row; the directory for all other countries comes last."""
    countries: dict[str, Country] = {}
    for line in lines:
        country = countries.setdefault(line.country, Country(line.country, line.country_name))
        if line.kind == HelpLineKind.EMERGENCY:
            country.emergency = line
        else:
            (country.care if line.kind == HelpLineKind.CARE else country.lines).append(line)
    return sorted(countries.values(), key=lambda country: country.code == ANYWHERE)
