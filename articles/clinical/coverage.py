"""Decide which clinicians' signatures cover a text, by comparing it with the signed version each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..documents import Document
from ..models import Article, Signature
from . import clinical_changes


@dataclass(frozen=True)
class Standing:
    """One person's last signature under an article, and what has changed of clinical weight since."""

    signature: Signature
    reasons: list[str]

    @property
    def is_valid(self) -> bool:
        return not self.reasons


def standings(article: Article, document: Document) -> list[Standing]:
    """Newest first. One query."""
    latest = Signature.objects.of(article).newest_by_person().select_related("version", "by")
    return [Standing(signature, clinical_changes(signature.version.document, document)) for signature in latest]


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
