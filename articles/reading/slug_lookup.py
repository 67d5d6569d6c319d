"""Which edition answers at an address. Every address that an article ever had leads to its live edition."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ..models import Edition


def edition_at(slug: str, *, at: datetime | None = None) -> Edition | None:
    """The live edition, withdrawn or not, of the article that has this address now, else of the one that had it last.

    Its own slug is always answered by the first look, so a redirect to it can be neither a chain nor a loop.
    Two queries at most, with the version; three where the address is an old one.
    """
    at = at or timezone.now()
    live = Edition.objects.live(at=at).select_related("version")
    edition = live.filter(slug=slug).order_by("-publish_at").first()
    if edition:
        return edition
    former = Edition.objects.public(at=at).filter(slug=slug).order_by("-publish_at").first()
    return live.get(article=former.article_id) if former else None


def first_edition(edition: Edition) -> Edition:
    """The one that the article began with."""
    return (
        edition if edition.number == 1 else Edition.objects.only("publish_at").get(article=edition.article_id, number=1)
    )
