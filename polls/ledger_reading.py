"""The ledger as the public reads it: every entry with the text its hash is taken of, and whether the chain holds."""

from . import audit, ledger
from .models import Count


def of(poll):
    """Context of the page: one query."""
    entries = list(Count.objects.filter(poll=poll).order_by("sequence"))
    return {
        "poll": poll,
        "rows": [
            {"entry": entry, "canonical": ledger.canonical(entry), "counts": _counts(poll, entry)} for entry in entries
        ],
        "faults": list(audit.of_chain(poll, entries)),
        "head": entries[-1],
        "head_message": ledger.head_message(poll.pk, entries[-1].sequence, entries[-1].hash).decode(),
    }


def _counts(poll, entry):
    """(label, votes) in the order of the ballot paper."""
    return [
        (choice.label, entry.counts[str(choice.code)])
        for choice in poll.choices.all()
        if str(choice.code) in entry.counts
    ]
