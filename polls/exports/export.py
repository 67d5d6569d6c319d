"""Export counts: reconcile the figures, log the export, write the file. The same ledger makes the same bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import results
from ..errors import Refused
from ..ledger import verification
from ..models import ExportLog, Poll
from ..permissions import may_export
from . import as_csv, as_json, as_xlsx, rows

Writer = Callable[[rows.Content], Iterator[bytes]]


class Format(models.TextChoices):
    """File formats: each has its file extension as value, its media type, its writer and its label."""

    content_type: str
    write: Writer

    def __new__(cls, value: str, *details: Any) -> Self:
        self = str.__new__(cls, value)
        self._value_ = value
        self.content_type, self.write = details
        return self

    CSV = "csv", "text/csv; charset=utf-8", as_csv.write, "CSV"
    XLSX = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx.write, "Excel (XLSX)"
    JSON = "json", "application/json", as_json.write, "JSON"


class Grouping(models.TextChoices):
    """How the rows are grouped."""

    TOTAL = "total", gettext_lazy("totals, exact")
    MONTH = "month", gettext_lazy("months, small cells suppressed")


@dataclass(frozen=True)
class Export:
    """The parameters of an export. `first` and `last` are inclusive UTC days, allowed only with Grouping.MONTH."""

    polls: list[Poll]
    format: Format
    grouping: Grouping = Grouping.TOTAL
    first: date | None = None
    last: date | None = None

    @property
    def file_name(self) -> str:
        name = self.polls[0].slug if len(self.polls) == 1 else "polls"
        return f"{name}-by-{self.grouping.value}.{self.format.value}"


def export_counts(
    export: Export, *, by: User | None, name: str = "", reason: str, at: datetime | None = None
) -> Iterator[bytes]:
    """Log the export and return the file in pieces. Raises Refused, before logging, if the figures do not reconcile.

    `by` is None for a command on the server, which is logged under `name`.
    """
    if by is not None and not may_export(by):
        raise Refused(_("You may not export counts."))
    if not reason.strip():
        raise Refused(_("An export needs a reason. It is kept in the log."))
    if export.grouping == Grouping.TOTAL and (export.first or export.last):
        raise Refused(_("Totals take no dates: they are of the whole poll."))
    if export.first and export.last and export.first > export.last:
        raise Refused(_("The first day comes after the last."))
    at = at or timezone.now()
    found = [results.for_export(poll, at=at) for poll in export.polls]
    for each in found:
        _refuse_unreconciled(each)
    _log(export, found, by=by, name=name, reason=reason, at=at)
    by_month = export.grouping == Grouping.MONTH
    lines = rows.of(found, by_month=by_month, first=export.first, last=export.last)
    return export.format.write(rows.Content(lines, [line for each in found for line in rows.read_me(each)]))


def _refuse_unreconciled(found: results.Figures) -> None:
    faults = verification.of_poll(found.poll)
    if faults:
        raise Refused(_("The figures do not reconcile. %(fault)s") % {"fault": faults[0]})
    apart = {"held", "total", "choice" if found.poll.allows_several else "known"}
    total = sum(row.votes or 0 for row in rows.totals(found) if row.row not in apart)
    if total != found.total:
        raise Refused(
            _("The figures do not reconcile. %(poll)s: rows make %(rows)d, the total is %(total)d")
            % {"poll": found.poll.slug, "rows": total, "total": found.total}
        )


def _log(  # noqa: PLR0913 - each part is named where it is called
    export: Export, found: list[results.Figures], *, by: User | None, name: str, reason: str, at: datetime
) -> None:
    ExportLog.objects.create(
        exported_at=at,
        exported_by=by,
        name=by.get_username() if by else name,
        reason=reason.strip(),
        what={
            "polls": {each.poll.slug: each.head.hash for each in found},
            "format": export.format.value,
            "by": export.grouping.value,
            "from": export.first.isoformat() if export.first else None,
            "to": export.last.isoformat() if export.last else None,
        },
    )
