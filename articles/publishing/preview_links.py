"""Create and revoke links that show one version to somebody without an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..models import PreviewLink, Version
from .moves import record, refuse_unless

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_PREVIEW = timedelta(days=30)


@transaction.atomic
def share_preview(
    version: Version, *, by: User, lasts: timedelta, made_for: str = "", at: datetime | None = None
) -> PreviewLink:
    """Create a link that works for the time `lasts`, at most LONGEST_PREVIEW."""
    at = at or timezone.now()
    refuse_unless(permissions.may_share_preview(by, version.article), _("You may not share this text."))
    refuse_unless(
        timedelta(0) < lasts <= LONGEST_PREVIEW,
        _("A preview link lasts at most %(days)s days.") % {"days": LONGEST_PREVIEW.days},
    )
    link = PreviewLink.objects.create(version=version, made_by=by, made_for=made_for, made_at=at, expires_at=at + lasts)
    note = _("version %(number)s, for %(whom)s") % {"number": version.number, "whom": made_for or _("nobody named")}
    record(version.article, "shared a preview", by=by, note=note, at=at)
    return link


@transaction.atomic
def revoke_preview(link: PreviewLink, *, by: User, at: datetime | None = None) -> None:
    """End a link at once. Refuses a link that has expired or been revoked."""
    at = at or timezone.now()
    article = link.version.article
    refuse_unless(permissions.may_share_preview(by, article), _("You may not revoke this link."))
    revoked = PreviewLink.objects.usable(at=at).filter(pk=link.pk).update(revoked_at=at, revoked_by=by)
    refuse_unless(revoked, _("The link no longer works as it is."))
    link.refresh_from_db()
    record(article, "revoked a preview", by=by, note=_("version %(number)s") % {"number": link.version.number}, at=at)
