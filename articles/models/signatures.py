"""Define clinicians' signatures under versions, and the record of what voided them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from .articles import Article, Version


class SignatureQuerySet(models.QuerySet["Signature"]):
    def of(self, article: Article) -> Self:
        """Signatures under any version of the article."""
        return self.filter(version__article=article)

    def newest_by_person(self) -> Self:
        """Each person's last signature under each article; it replaces their earlier ones."""
        later = Signature.objects.filter(
            by=models.OuterRef("by"), version__article=models.OuterRef("version__article"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later))


class ClinicalSignature(models.Model):
    """Base of the signatures under versions of articles and of statements. Never changed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=200, help_text=_("In the words of the person who signed."))
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class Signature(ClinicalSignature):
    """A signature under one version of an article.

    Which later versions it still covers is compared each time (articles/signatures/standing.py), not stored.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("version"))

    objects = SignatureQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("The name and role of a clinician who signed a text, as they gave them, and when. The page shows them."),
        HISTORY,
        name=_("signatures of clinicians"),
    )

    class Meta(ClinicalSignature.Meta):
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [models.UniqueConstraint(fields=["version", "by"], name="one_signature_of_each_person")]


class SignatureVoidQuerySet(models.QuerySet["SignatureVoid"]):
    def current(self) -> Self:
        """Records for each article's newest version: each person's last signature that doesn't cover it."""
        newer = Version.objects.filter(
            article=models.OuterRef("version__article"), number__gt=models.OuterRef("version__number")
        )
        return self.filter(~models.Exists(newer), signature__in=Signature.objects.newest_by_person())


class SignatureVoid(models.Model):
    """A saved version that a signature doesn't cover, and what changed, in words, for the desk and the history."""

    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, related_name="voids", verbose_name=_("signature")
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    reasons = models.JSONField(_("reasons"))

    objects = SignatureVoidQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("Which later text a signature does not cover, and what changed in it."),
        HISTORY,
        name=_("signatures that no longer hold"),
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["signature", "version"], name="one_void_for_each_version")]

    def __str__(self) -> str:
        return "; ".join(self.reasons)
