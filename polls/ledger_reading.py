"""The ledger as the public reads it: each entry with the text its hash is taken of, and whether the chain holds."""

from django.core.paginator import Paginator

from . import audit, ledger
from .models import Count

ENTRIES_ON_A_PAGE = 366  # A year of daily counts.


def of(poll, *, page=1):
    """Context of one page, newest entries first; a page that is not there is the nearest. Four queries.

    The whole chain is checked for each page, so that none of them is shown as good while another is not.
    """
    entries = Count.objects.filter(poll=poll)
    shown = Paginator(entries.order_by("-sequence"), ENTRIES_ON_A_PAGE).get_page(page)
    head = entries.latest("sequence")
    return {
        "poll": poll,
        "page": shown,
        "rows": [
            {"entry": entry, "canonical": ledger.canonical(entry), "counts": _counts(poll, entry)} for entry in shown
        ],
        "faults": list(audit.of_chain(poll, entries.one_by_one())),
        "head": head,
        "head_message": ledger.head_message(poll.pk, head.sequence, head.hash).decode(),
    }


def _counts(poll, entry):
    """(label, votes) in the order of the ballot paper."""
    return [
        (choice.label, entry.counts[str(choice.code)])
        for choice in poll.choices.all()
        if str(choice.code) in entry.counts
    ]
