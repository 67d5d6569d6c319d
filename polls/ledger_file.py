"""The ledger for programs: what docs/check_ledger.py reads, and anybody can keep."""

from typing import Any

from . import ledger, signing
from .models import Count, Poll


def of(poll: Poll) -> dict[str, Any]:
    """One query. Each entry's `text` is what its hash is taken of, so that no reader has to write it again.

    `verify_keys` come from POLL_KEY_DIR, not from the database: who changes entries there cannot put another key here.
    """
    entries = Count.objects.filter(poll=poll).order_by("sequence")
    return {
        "poll": poll.slug,
        "id": str(poll.pk),
        "verify_keys": sorted(signing.signers()),
        "signed_text": "PsyWeb ledger head\n{id}\n{sequence}\n{hash}\n",
        "entries": [
            {
                "text": ledger.canonical(entry),
                "hash": entry.hash,
                "signer": entry.signer,
                "signature": entry.signature,
            }
            for entry in entries
        ],
    }
