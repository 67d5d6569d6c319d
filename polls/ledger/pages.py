"""Paginate a ledger for its public page: entries with their canonical texts, and the faults of their chain."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator

from .. import ledger
from ..models import Count, Poll
from . import verification
from .verification import Fault

ENTRIES_ON_A_PAGE = 366  # A year of daily counts.


def of(poll: Poll, *, page: int | str | None = 1) -> dict[str, Any]:
    """Return the template context of one page, newest entries first; the nearest page for a number without one.

    Three queries. A page checks the entries that it shows, their link to the entry before, and the newest entry, so
    its work does not grow with the ledger. `verify_polls` and readers of ledger.json check the whole chain.
    """
    head = Count.objects.filter(poll=poll).latest("sequence")
    # Sequences have no gaps: no query has to count rows or to skip those of other pages.
    shown = Paginator(range(head.sequence, -1, -1), ENTRIES_ON_A_PAGE).get_page(page)
    newest, oldest = shown[0], shown[-1]
    entries = Count.objects.filter(poll=poll, sequence__gte=oldest, sequence__lte=newest).order_by("-sequence")
    return {
        "poll": poll,
        "page": shown,
        "rows": [
            {"entry": entry, "canonical": ledger.canonical(entry), "counts": _counts(poll, entry)} for entry in entries
        ],
        "faults": [
            *_faults(poll, oldest, newest),
            *([] if newest == head.sequence else verification.of_part(poll, [head])),
        ],
        "head": head,
        "site_url": settings.SITE_URL,
        "head_message": ledger.head_message(poll.pk, head.sequence, head.hash).decode(),
    }


def _faults(poll: Poll, oldest: int, newest: int) -> Iterator[Fault]:
    before = max(oldest - 1, 0)
    entries = Count.objects.filter(poll=poll, sequence__gte=before, sequence__lte=newest).order_by("sequence")
    return verification.of_part(poll, list(entries), first=before, last=newest)


def _counts(poll: Poll, entry: Count) -> list[tuple[str, int]]:
    """(label, votes) in the order of the ballot paper."""
    return [
        (choice.label, entry.counts[str(choice.code)])
        for choice in poll.choices.all()
        if str(choice.code) in entry.counts
    ]
