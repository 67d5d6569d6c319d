"""Define the register of statements: texts that many pages carry word for word, in approved versions with a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from .signatures import ClinicalSignature


class Statement(models.Model):
    """The name by which texts carry a statement. What they then say is its version in force."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True)

    data_description = DataDescription(
        About.NOBODY,
        _("The names of texts that many pages carry word for word."),
        HISTORY,
        name=_("names of statements"),
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        default_permissions = ()  # Its versions are what people may write.

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("articles:statement", args=[self.slug])


class StatementVersionQuerySet(models.QuerySet["StatementVersion"]):
    def drafts(self) -> Self:
        return self.filter(approved_at=None)

    def approved(self) -> Self:
        """Newest first."""
        return self.exclude(approved_at=None).order_by("-number")

    def effective(self, *, on: date | None = None) -> Self:
        """Approved versions whose first day is `on` (today in UTC) or earlier, newest first."""
        return self.approved().filter(effective_from__lte=on or timezone.now().date())

    def in_force(self, *, on: date | None = None) -> Self:
        """The effective version with the highest number of each statement: a later number supersedes every earlier."""
        return self.effective(on=on).not_superseded(on=on)

    def not_superseded(self, *, on: date | None = None) -> Self:
        """Approved versions in force or still to come."""
        newer = StatementVersion.objects.effective(on=on).filter(
            statement=models.OuterRef("statement"), number__gt=models.OuterRef("number")
        )
        return self.approved().filter(~models.Exists(newer))

    def shown(self, *, at: datetime) -> Self:
        """Versions that readers saw for a time, newest first: no later number was in force before them."""
        instead = StatementVersion.objects.filter(
            statement=models.OuterRef("statement"),
            number__gt=models.OuterRef("number"),
            in_force_from__lte=models.OuterRef("in_force_from"),
        )
        return self.approved().filter(~models.Exists(instead), in_force_from__lte=at)

    def with_signature(self) -> Self:
        """Each with `newest_signature`, in the same query."""
        signatures = StatementSignature.objects.filter(version=models.OuterRef("pk")).order_by("-pk")
        fields = JSONObject(name="name", role="role", signed_at="signed_at")
        return self.annotate(newest_signature=models.Subquery(signatures.values(found=fields)[:1]))


class StatementVersion(models.Model):
    """One text of a statement: a draft, then approved by a second person, from when on it never changes."""

    newest_signature: dict[str, Any] | None = None  # The annotation of `with_signature`.

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="versions", verbose_name=_("statement")
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False, help_text=_("None: a draft."))
    title = models.CharField(_("title"), max_length=120)
    effective_from = models.DateField(_("effective from"))
    body = models.TextField(_("text"))
    sources = models.JSONField(
        _("sources"), default=list, help_text=_("The sources, with the fields of an article's source.")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    own_reason = models.TextField(_("why no second person approved it"), blank=True)
    # When readers saw it first: the beginning of its first day, or the approval where that was later.
    in_force_from = models.DateTimeField(_("in force from"), null=True)

    objects = StatementVersionQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF, _("Each version of a statement, with who wrote and approved it."), HISTORY
    )

    class Meta:
        ordering = ["statement__slug", models.F("number").desc(nulls_first=True)]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_statement_version_for_each_number"),
            models.CheckConstraint(
                condition=models.Q(number=None, approved_by=None, approved_at=None, in_force_from=None)
                | models.Q(
                    number__isnull=False,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    in_force_from__isnull=False,
                ),
                name="a_statement_version_is_a_draft_or_approved",
            ),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return gettext("%(title)s, draft") % {"title": self.title}
        return gettext("%(title)s, version %(number)d") % {"title": self.title, "number": self.number}

    def get_absolute_url(self) -> str:
        return f"{self.statement.get_absolute_url()}#version-{self.number}"

    @property
    def is_draft(self) -> bool:
        """As the queryset's `drafts`."""
        return self.approved_at is None

    def is_effective(self, *, on: date | None = None) -> bool:
        """As the queryset's `effective`."""
        return not self.is_draft and self.effective_from <= (on or timezone.now().date())

    @property
    def signature(self) -> dict[str, str] | None:
        """{name, role, signed_on} of the newest signature, as an edition keeps it. For a row of `with_signature`."""
        found = self.newest_signature
        return found and {"name": found["name"], "role": found["role"], "signed_on": found["signed_at"][:10]}


class StatementSignature(ClinicalSignature):
    """A signature under one approved version; another version takes another signature."""

    version = models.ForeignKey(
        StatementVersion, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("version")
    )

    data_description = DataDescription(
        About.STAFF,
        _("The name and role of a clinician who signed a statement, as they gave them, and when. Pages show them."),
        HISTORY,
        name=_("signatures of statements"),
    )

    class Meta(ClinicalSignature.Meta):
        verbose_name = _("signature of a statement")
        verbose_name_plural = _("signatures of statements")
        default_permissions = ()  # The right is `sign_article`.
        constraints = [models.UniqueConstraint(fields=["version", "by"], name="one_statement_signature_of_each_person")]
