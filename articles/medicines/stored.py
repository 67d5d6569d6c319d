"""Keep one compiled register in each process, and look once a second whether the tables have changed."""

import time
from datetime import timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Count, Max, Value

from ..models import Medicine, MedicineClass, TradeName
from .register import ClassRow, MedicineRow, Register, TradeNameRow

STAYS_FRESH = timedelta(seconds=1)
TABLES = (MedicineClass, Medicine, TradeName)
PACK_FILE: Path = settings.BASE_DIR / "content" / "medicines.yaml"
Stamp = tuple[Any, ...]

_last_look: list[Any] = [0.0, ()]  # Time of the monotonic clock, and the stamp that was found.


def register() -> Register:
    """The register of this site; the delivered one while its tables are empty. At most one small query a second."""
    now = time.monotonic()
    if now - _last_look[0] >= STAYS_FRESH.total_seconds():
        _last_look[:] = now, _stamp()
    return _compiled(_last_look[1]) if _last_look[1] else packed_register()


def look_again() -> None:
    """Let the next call of `register` look at the tables: after a change in this process."""
    _last_look[0] = 0.0


def _stamp() -> Stamp:
    """Count and last change of each table that has rows. One query."""
    first, *others = (
        table.objects.order_by().values_list(Value(table.__name__)).annotate(Count("pk"), Max("changed_at"))
        for table in TABLES
    )
    return tuple(sorted(row for row in first.union(*others, all=True) if row[1]))


@lru_cache(maxsize=2)
def _compiled(_stamp: Stamp) -> Register:
    """Three queries."""
    return Register.from_rows(
        [
            ClassRow(*row)
            for row in MedicineClass.objects.values_list("name", "short_forms", "broader__name", "is_antidepressant")
        ],
        [MedicineRow(*row) for row in Medicine.objects.values_list("substance", "other_names", "medicine_class__name")],
        [
            TradeNameRow(*row)
            for row in TradeName.objects.values_list("name", "medicine__substance", "is_ambiguous", "countries")
        ],
    )


@cache
def packed_register() -> Register:
    """The register as it is delivered, read from its file; the pack's loader has validated the file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    packed = yaml.load(PACK_FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (both are safe loaders)
    medicines = packed["medicines"]
    return Register.from_rows(
        [
            ClassRow(row["name"], row.get("short_forms", []), row.get("broader"), row.get("is_antidepressant", False))
            for row in packed["classes"]
        ],
        [MedicineRow(row["substance"], row.get("other_names", []), row["class"]) for row in medicines],
        [
            TradeNameRow(name, row["substance"], name in row.get("ambiguous", []))
            for row in medicines
            for name in dict.fromkeys(name for names in row.get("trade_names", {}).values() for name in names)
        ],
    )
