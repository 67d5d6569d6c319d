"""The ledger for programs: what docs/check_ledger.py reads, and anybody can keep."""

import json
from collections.abc import Iterator
from typing import Any

from .. import ledger
from ..models import Count, Poll
from . import signing


def pieces(poll: Poll, *, head: Count) -> Iterator[str]:
    """The JSON, up to the entry `head`, in memory that does not grow with the number of entries.

    Each entry's `text` is what its hash is taken of, so that no reader has to write it again. `verify_keys` come from
    POLL_KEY_DIR, not from the database: who changes entries there cannot put another key here.
    """
    about = {
        "poll": poll.slug,
        "id": str(poll.pk),
        "verify_keys": sorted(signing.signers()),
        "signed_text": "PsyWeb ledger head\n{id}\n{sequence}\n{hash}\n",
        "entries": [],
    }
    yield _json(about).removesuffix("]\n}")
    mark = ""
    for entry in Count.objects.filter(poll=poll, sequence__lte=head.sequence).one_by_one():
        proof = {"hash": entry.hash, "signer": entry.signer, "signature": entry.signature}
        yield f"{mark}\n  " + _json({"text": ledger.canonical(entry), **proof}).replace("\n", "\n  ")
        mark = ","
    yield "\n ]\n}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
