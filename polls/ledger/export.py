"""Write a ledger as JSON (ledger.json), for docs/check_ledger.py and other programs."""

import json
from collections.abc import Iterator
from typing import Any

from .. import ledger
from ..models import Count, Poll
from . import signing, words


def pieces(poll: Poll, *, head: Count) -> Iterator[str]:
    """Yield the JSON in pieces, up to the entry `head`, in constant memory.

    Each entry's `text` is its canonical text, the input of its hash, so that no reader has to rebuild it.
    `wordings` are the canonical texts whose hash the entries hold. `verify_keys` come from POLL_KEY_DIR, not from the
    database, where an attacker could replace them.
    """
    about = {
        "poll": poll.slug,
        "id": str(poll.pk),
        "verify_keys": sorted(signing.signers()),
        "wordings": words.texts(poll),
        "entries": [],
    }
    yield _json(about).removesuffix("]\n}")
    separator = ""
    for entry in Count.objects.filter(poll=poll, sequence__lte=head.sequence).one_by_one():
        proof = {"hash": entry.hash, "signer": entry.signer, "signature": entry.signature}
        yield f"{separator}\n  " + _json({"text": ledger.canonical(entry), **proof}).replace("\n", "\n  ")
        separator = ","
    yield "\n ]\n}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
