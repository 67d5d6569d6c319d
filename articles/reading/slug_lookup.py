"""Find the edition for an address. Every slug that an article ever had leads to its live edition."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ..models import Edition


def edition_at(slug: str, *, at: datetime | None = None) -> Edition | None:
    """The live edition, withdrawn or not, of the article that has this slug now, else of the one that had it last.

    A caller that redirects to the slug of the edition makes neither a chain nor a loop, because the current owner of a
    slug is looked up first. Loads the version too. One query; two for an unknown slug, three for an old one.
    """
    at = at or timezone.now()
    live = Edition.objects.live(at=at).select_related("version")
    edition = live.filter(slug=slug).order_by("-publish_at").first()
    if edition:
        return edition
    former = Edition.objects.public(at=at).filter(slug=slug).order_by("-publish_at").first()
    return live.get(article=former.article_id) if former else None


def first_edition(edition: Edition) -> Edition:
    """Edition number 1 of the same article, with only `publish_at` loaded where it is another one."""
    return (
        edition if edition.number == 1 else Edition.objects.only("publish_at").get(article=edition.article_id, number=1)
    )
