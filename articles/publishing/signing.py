"""Sign a version as a clinician, and record which signatures a new version voids."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..models import Article, Signature, SignatureVoid, Version
from ..signatures.standing import standings
from .moves import Refused, record, refuse_another_text, refuse_unless

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def sign(  # noqa: PLR0913 (each is named where it is called)
    article: Article, *, by: User, name: str, role: str, expected: int, at: datetime | None = None
) -> Signature:
    """Sign the newest version, which must be `expected`, the one that the clinician has read.

    The clinician gives `name` and `role`, which readers see.
    """
    at = at or timezone.now()
    refuse_unless(permissions.may_sign_at_all(by), _("Only a clinical reviewer may sign."))
    refuse_unless(permissions.is_signable(article), _("Only an article in review, or approved, can be signed."))
    refuse_unless(name.strip() and role.strip(), _("Give your name and your role, as readers shall see them."))
    refuse_another_text(article, expected)
    version = article.versions.get(number=expected)
    refuse_unless(permissions.is_not_their_own_text(by, article), _("Nobody signs a text that they wrote themselves."))
    try:
        with transaction.atomic():
            signature = Signature.objects.create(
                version=version, by=by, name=name.strip(), role=role.strip(), signed_at=at
            )
    except IntegrityError:
        raise Refused(_("You have signed this text already.")) from None
    record(
        article, "signed", by=by, note=_("version %(number)s, as %(role)s") % {"number": expected, "role": role}, at=at
    )
    return signature


def note_voids(version: Version, *, by: User, at: datetime | None = None) -> None:
    """Store which signatures don't cover the new version. Each save calls it; the history names each only once."""
    article = version.article
    for standing in standings(article, version.document):
        if standing.is_valid:
            continue
        was_valid = not standing.signature.voids.exists()
        SignatureVoid.objects.create(signature=standing.signature, version=version, reasons=standing.reasons)
        if was_valid:
            note = _("of %(name)s: %(reasons)s") % {
                "name": standing.signature.name,
                "reasons": "; ".join(standing.reasons),
            }
            record(article, "voided a signature", by=by, note=note, concerns=standing.signature.by, at=at)
