from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.stored import HISTORY, About, Stored

from .articles import Version


class SignatureQuerySet(models.QuerySet):
    def of(self, article):
        return self.filter(version__article=article)

    def latest(self):
        """The last signature of each person on each article: what they sign replaces what they signed before."""
        later = Signature.objects.filter(
            by=models.OuterRef("by"), version__article=models.OuterRef("version__article"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later))


class Signature(models.Model):
    """A clinician's word for one frozen text. Never changed: which later texts it covers is compared, not stored."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("version"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=200, help_text=_("In the words of the person who signed."))
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)

    objects = SignatureQuerySet.as_manager()

    stored = Stored(
        About.STAFF,
        _("The name and role of a clinician who signed a text, as they gave them, and when. The page shows them."),
        HISTORY,
        name=_("signatures of clinicians"),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [models.UniqueConstraint(fields=["version", "by"], name="one_signature_of_each_person")]

    def __str__(self):
        return f"{self.name}, {self.role}"


class SignatureVoidQuerySet(models.QuerySet):
    def current(self):
        """Of the text as it is now: each person's last signature, where it does not cover the last version."""
        newer = Version.objects.filter(
            article=models.OuterRef("version__article"), number__gt=models.OuterRef("version__number")
        )
        return self.filter(~models.Exists(newer), signature__in=Signature.objects.latest())


class SignatureVoid(models.Model):
    """One saved version that a signature does not cover, and what changed, in words. For the desk and the history."""

    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, related_name="voids", verbose_name=_("signature")
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    reasons = models.JSONField(_("reasons"))

    objects = SignatureVoidQuerySet.as_manager()

    stored = Stored(
        About.STAFF,
        _("Which later text a signature does not cover, and what changed in it."),
        HISTORY,
        name=_("signatures that no longer hold"),
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["signature", "version"], name="one_void_for_each_version")]

    def __str__(self):
        return "; ".join(self.reasons)
