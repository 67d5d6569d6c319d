"""Load the register of medicines of a pack with few statements: it has more than a thousand rows."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from articles.medicines.stored import look_again
from articles.models import Medicine, MedicineClass, PackItem, TradeName

from .register_loader import WRITTEN_BY_PACK, fingerprint, outcome_for
from .schema import MedicinesFile
from .summary import Outcome, Summary

Key = tuple[str, ...]
Values = dict[str, Any]


class Table(NamedTuple):
    """How the rows of one table are found and filled. Keys are compared without regard to capital letters."""

    model: Any
    related: str
    key_of: Callable[[Any], Key]
    values_of: Callable[[Any], Values]  # As the pack gives them.
    fields: Callable[[Key, Values], Values]  # For the row; empty where the row that it belongs to is gone.


@transaction.atomic
def load_medicines(packed: MedicinesFile, summary: Summary) -> None:
    """Create or update classes, substances and trade names; what an editor changed or deleted stays so."""
    classes: dict[Key, Values] = {(row.name,): row.model_dump(exclude={"name"}) for row in packed.classes}
    _set_broader(packed, _write(CLASSES, "classes of medicines", classes, summary))
    by_class = {row.name: row for row in MedicineClass.objects.all()}
    medicines = Table(
        Medicine,
        "medicine_class",
        lambda row: (row.substance,),
        lambda row: {"other_names": row.other_names, "class": row.medicine_class.name},
        lambda key, values: (
            {"substance": key[0], "other_names": values["other_names"], "medicine_class": by_class[values["class"]]}
            if values["class"] in by_class
            else {}
        ),
    )
    wanted: dict[Key, Values] = {
        (row.substance,): {"other_names": row.other_names, "class": row.medicine_class} for row in packed.medicines
    }
    _write(medicines, "medicines", wanted, summary)
    by_substance = {row.substance: row for row in Medicine.objects.all()}
    trade_names = Table(
        TradeName,
        "medicine",
        lambda row: (row.medicine.substance, row.name),
        lambda row: {"countries": row.countries, "source": row.source, "is_ambiguous": row.is_ambiguous},
        lambda key, values: (
            {"medicine": by_substance[key[0]], "name": key[1], **values} if key[0] in by_substance else {}
        ),
    )
    _write(trade_names, "trade names", _trade_names(packed), summary)
    look_again()


def _trade_names(packed: MedicinesFile) -> dict[Key, Values]:
    """Each name once for each substance, with the countries and short names of all its sources."""
    found: dict[Key, list[str]] = {}
    ambiguous = {(row.substance, name) for row in packed.medicines for name in row.ambiguous}
    for row in packed.medicines:
        for source, names in row.trade_names.items():
            for name in names:
                found.setdefault((row.substance, name), []).append(source)
    return {
        key: {
            "countries": " ".join(dict.fromkeys(packed.sources[source].country for source in sources)),
            "source": ", ".join(sources),
            "is_ambiguous": key in ambiguous,
        }
        for key, sources in found.items()
    }


CLASSES = Table(
    MedicineClass,
    "broader",
    lambda row: (row.name,),
    lambda row: {
        "short_forms": row.short_forms,
        "broader": row.broader.name if row.broader else None,
        "is_antidepressant": row.is_antidepressant,
    },
    lambda key, values: {"name": key[0], **{name: values[name] for name in ("short_forms", "is_antidepressant")}},
)


def _set_broader(packed: MedicinesFile, written: set[Key]) -> None:
    """Once all classes are there."""
    rows = {row.name: row for row in MedicineClass.objects.all()}
    moved = [rows[row.name] for row in packed.classes if (row.name,) in written]
    for row in packed.classes:
        if (row.name,) in written:
            rows[row.name].broader = rows.get(row.broader or "")
    MedicineClass.objects.bulk_update(moved, ["broader"])


def _write(table: Table, kind: str, wanted: dict[Key, Values], summary: Summary) -> set[Key]:
    """Return the keys of the rows that were created or updated. Five statements, whatever the number of rows."""
    stored = {_folded(table.key_of(row)): row for row in table.model.objects.select_related(table.related)}
    marks = {mark.key: mark for mark in PackItem.objects.filter(kind=table.model.__name__)}
    new, changed, new_marks = [], [], []
    columns: set[str] = set()
    for key, values in wanted.items():
        name, given, row = json.dumps(key, ensure_ascii=False), fingerprint(values), stored.get(_folded(key))
        current = fingerprint(table.values_of(row)) if row else ""
        fields = table.fields(key, values)
        outcome = outcome_for(current, given, marks[name].fingerprint if name in marks else "")
        outcome = outcome if fields or row else Outcome.LEFT_OUT
        summary.add(kind, ", ".join(reversed(key)), outcome)
        if outcome == Outcome.CREATED:
            new.append(table.model(**fields))
        elif outcome == Outcome.UPDATED:
            columns |= {*fields, "changed_at"}
            changed.append(_filled(row, fields))
        if outcome in WRITTEN_BY_PACK:
            new_marks.append(PackItem(kind=table.model.__name__, key=name, fingerprint=given))
    table.model.objects.bulk_create(new)
    if changed:
        table.model.objects.bulk_update(changed, sorted(columns))
    PackItem.objects.bulk_create(
        new_marks, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["fingerprint"]
    )
    return {table.key_of(row) for row in (*new, *changed)}


def _filled(row: Any, fields: Values) -> Any:
    for name, value in {**fields, "changed_at": timezone.now()}.items():
        setattr(row, name, value)
    return row


def _folded(key: Key) -> Key:
    return tuple(name.casefold() for name in key)
