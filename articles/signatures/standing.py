"""Decide which clinicians' signatures cover a text, by comparing it with the signed versions each time."""

from dataclasses import dataclass
from typing import Any

from ..medicines import register
from ..models import Article, Signature
from ..schema.definition import Document
from .harmless import Difference, differences

MOST_COMPARED = 50  # Signatures of one article, the newest: an older text that comes back is signed again.
MOST_REASONS = 20


@dataclass(frozen=True)
class Standing:
    """One person's signature under an article: one that holds, or else the last, and what changed since."""

    signature: Signature
    differences: list[Difference]

    @property
    def is_valid(self) -> bool:
        return not self.differences

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(found.in_words() for found in self.differences))[:MOST_REASONS]


def standings(article: Article, document: Document) -> list[Standing]:
    """One for each person, the newest first. One query."""
    found: dict[int, Standing] = {}
    for signature in Signature.objects.of(article).select_related("version", "by")[:MOST_COMPARED]:
        known = found.get(signature.by_id)
        changed = differences(signature.version.document, document, is_medicine_word=register().is_medicine_word)
        if known is None:
            found[signature.by_id] = Standing(signature, list(changed))
        elif not known.is_valid and next(changed, None) is None:
            found[signature.by_id] = Standing(signature, [])
    return list(found.values())


def covering(article: Article, document: Document) -> Signature | None:
    """The newest signature that holds for this text."""
    return next((standing.signature for standing in standings(article, document) if standing.is_valid), None)


def for_the_record(signature: Signature | None) -> dict[str, Any] | None:
    """As an edition keeps it: `Edition.checks["signature"]`."""
    if signature is None:
        return None
    return {
        "name": signature.name,
        "role": signature.role,
        "signed_on": signature.signed_at.date().isoformat(),
        "version": signature.version.number,
    }
