"""The ledger as the public reads it: each entry with the text its hash is taken of, and whether the chain holds."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from .. import ledger
from ..models import Count
from . import verification

ENTRIES_ON_A_PAGE = 366  # A year of daily counts.


def of(poll, *, page=1):
    """Context of one page, newest entries first; a page that is not there is the nearest. Three queries.

    A page checks what it shows, that it follows from the entry before, and the newest entry: its work does not grow
    with the ledger. The whole chain is checked by `verify_polls`, and by whoever reads ledger.json.
    """
    head = Count.objects.filter(poll=poll).latest("sequence")
    shown = Paginator(_NewestFirst(head), ENTRIES_ON_A_PAGE).get_page(page)
    newest = head.sequence - shown.start_index() + 1
    oldest = head.sequence - shown.end_index() + 1
    return {
        "poll": poll,
        "page": shown,
        "rows": [
            {"entry": entry, "canonical": ledger.canonical(entry), "counts": _counts(poll, entry)} for entry in shown
        ],
        "faults": [
            *_faults(poll, oldest, newest),
            *([] if newest == head.sequence else verification.of_part(poll, [head])),
        ],
        "head": head,
        "head_message": ledger.head_message(poll.pk, head.sequence, head.hash).decode(),
    }


@dataclass(frozen=True)
class _NewestFirst:
    """The entries by their numbers, which have no gaps: nothing is counted, and no page is far away."""

    head: Count

    def __len__(self):
        return self.head.sequence + 1

    def __getitem__(self, places):
        low, high = self.head.sequence - places.stop, self.head.sequence - places.start
        of_poll = Count.objects.filter(poll=self.head.poll_id)
        return list(of_poll.filter(sequence__gt=low, sequence__lte=high).order_by("-sequence"))


def _faults(poll, oldest, newest):
    before = max(oldest - 1, 0)
    entries = Count.objects.filter(poll=poll, sequence__gte=before, sequence__lte=newest).order_by("sequence")
    return verification.of_part(poll, list(entries), first=before, last=newest)


def _counts(poll, entry):
    """(label, votes) in the order of the ballot paper."""
    return [
        (choice.label, entry.counts[str(choice.code)])
        for choice in poll.choices.all()
        if str(choice.code) in entry.counts
    ]
