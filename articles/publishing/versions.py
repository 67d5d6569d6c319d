"""Save the working copy as the next version, and restore an old one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..documents import Document, apply_document, freeze, why_too_large
from ..models import Article, Status, Version
from .moves import Conflict, record, refuse_unless
from .notifications import take_back
from .signing import note_voids

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def save_version(article: Article, *, by: User, expected: int | None = None, at: datetime | None = None) -> Version:
    """Freeze the stored working copy as the next version, unless nothing changed. A change makes it a draft again.

    `expected` is the number of the version that the editor started from. Raises Conflict when a newer one exists.
    """
    refuse_unless(permissions.may_edit(by, article), _("You may not edit this article: it has another owner."))
    return keep_version(article, by=by, expected=expected, at=at)


@transaction.atomic
def restore(version: Version, *, by: User, at: datetime | None = None) -> Version:
    """Write an old version into the working copy and save it as a new version. The slug stays as it is now."""
    article = version.article
    restored = save_version(apply_document({**version.document, "slug": article.slug}, article), by=by, at=at)
    record(article, "restored", by=by, note=_("version %(number)s") % {"number": version.number}, at=at)
    return restored


def keep_version(article: Article, *, by: User, expected: int | None = None, at: datetime | None = None) -> Version:
    """As save_version, without its check of permissions, which the caller has made. Refuses a page too large."""
    latest = article.versions.newest()
    number = latest.number if latest else 0
    document = freeze(article)
    refuse_unless(not (reason := why_too_large(document)), reason)
    if latest and latest.document == document:
        return latest
    if expected is not None and expected != number:
        raise _conflict(article, document, expected)
    try:
        with transaction.atomic():
            version = Version.objects.create(
                article=article, number=number + 1, document=document, saved_by=by, saved_at=at or timezone.now()
            )
    except IntegrityError:  # Another save took the number in the same moment.
        raise _conflict(article, document, number) from None
    Article.objects.filter(pk=article.pk).update(status=Status.DRAFT, submitted_by=None, approved_by=None)
    article.refresh_from_db(fields=["status", "submitted_by", "approved_by"])
    take_back(article)
    note_voids(version, by=by, at=at)
    return version


def _conflict(article: Article, yours: Document, expected: int) -> Conflict:
    base = article.versions.filter(number=expected).first()
    theirs = article.versions.latest("number")
    return Conflict(base=base.document if base else theirs.document, yours=yours, theirs=theirs)
