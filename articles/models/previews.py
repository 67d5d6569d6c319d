"""Define preview links: signed addresses that show one unpublished version without an account."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription

from .articles import Version

SALT = "articles.preview"


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def usable(self, *, at: datetime | None = None) -> Self:
        """Links that are neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def signed(self, token: str) -> Self:
        """The link whose address contains this token. Raises BadSignature for a token that this site didn't sign."""
        return self.filter(pk=signing.Signer(salt=SALT).unsign(token))


class PreviewLink(models.Model):
    """A link to read one version without an account, until it expires or is revoked.

    The row holds no secret: the address is the row's primary key, signed with SECRET_KEY.
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="preview_links", verbose_name=_("version")
    )
    made_for = models.CharField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )

    objects = PreviewLinkQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("Who made a link to a text that is not public, for whom, and until when it works. Not who opened it."),
        FOR_GOOD,
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return gettext("%(version)s, until %(time)s") % {
            "version": self.version,
            "time": date_format(timezone.localtime(self.expires_at), "DATETIME_FORMAT"),
        }

    def get_absolute_url(self) -> str:
        return reverse("articles:preview", args=[signing.Signer(salt=SALT).sign(str(self.pk))])

    def is_usable(self, *, at: datetime | None = None) -> bool:
        """As the queryset's `usable`."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
