"""Define editions, the immutable published texts, and which of them readers see."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from ..schema.definition import Document
from ..schema.stored import RenderedColumn
from .articles import Article, Version

if TYPE_CHECKING:
    from .statements import StatementVersion
    from .topics import Topic

# The "check" of the record in Edition.checks["overrides"] that an author approved their own text.
NO_SECOND_PERSON = "second-person"


class ChangeClass(models.TextChoices):
    """Why an edition was made, for its readers."""

    NEW_PAGE = "new page", _("new page")
    EVIDENCE_UPDATE = "evidence update", _("evidence update")
    CORRECTION = "correction", _("correction")
    REWORDING = "rewording", _("rewording")
    CARRIED_OVER = "carried over", _("carried over")


def is_live(*, at: datetime, of: str = "") -> models.Q:
    """Condition for the newest public edition of each article, withdrawn or not.

    `of` is the lookup prefix of the listing ("listing__"), which holds when the next edition supersedes each one.
    """
    is_last = models.Q((f"{of}superseded_at", None)) | models.Q((f"{of}superseded_at__gt", at))
    return models.Q((f"{of}publish_at__lte", at)) & is_last


def is_visible(*, at: datetime, of: str = "") -> models.Q:
    """Condition for what readers see as pages: live and not withdrawn. `of` as in `is_live`."""
    is_shown = models.Q((f"{of}withdraw_at", None)) | models.Q((f"{of}withdraw_at__gt", at))
    return is_live(at=at, of=of) & is_shown


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self, *, at: datetime | None = None) -> Self:
        """Editions in the public history: their date of publication has passed."""
        return self.filter(publish_at__lte=at or timezone.now())

    def waiting(self, *, at: datetime | None = None) -> Self:
        """Editions that wait for their date: at most one of each article."""
        return self.filter(publish_at__gt=at or timezone.now())

    def live(self, *, at: datetime | None = None) -> Self:
        """The newest public edition of each article, withdrawn or not."""
        return self.filter(is_live(at=at or timezone.now(), of="listing__"))

    def visible(self, *, at: datetime | None = None) -> Self:
        """Editions that readers see as pages: the newest of each article, `publish_at <= at < withdraw_at`."""
        return self.filter(is_visible(at=at or timezone.now(), of="listing__"))

    def overdue(self, *, at: datetime | None = None) -> Self:
        """Visible editions whose review was due before the day of `at`."""
        at = at or timezone.now()
        return self.visible(at=at).filter(review_due_on__lt=at.date())


class Edition(models.Model):
    """A version made public.

    Once its date has passed, database triggers allow no change except the withdrawal (psyweb/joins/write_guards.py).
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="editions", verbose_name=_("version"))
    slug = models.SlugField(_("short name"), max_length=80, db_index=True)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"))
    topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField(
        "Topic", related_name="editions", verbose_name=_("topics")
    )
    # As they stood at the publication. Readers see the versions in force.
    statements: models.ManyToManyField[StatementVersion, Any] = models.ManyToManyField(
        "StatementVersion", related_name="editions", verbose_name=_("statements")
    )
    html = RenderedColumn(
        _("rendered sections"),
        help_text=_("Rendered sections: [{id, heading, aspect, html}]."),
    )
    text = models.TextField(_("words"), help_text=_("All words without marks, for search."))
    change_class = models.CharField(_("kind of change"), max_length=20, choices=ChangeClass)
    change_note = models.TextField(_("change note"))
    checks = models.JSONField(
        _("findings of the checks"), help_text=_("What the checks found at that moment, and the overrides.")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    publish_at = models.DateTimeField(_("publish at"), db_index=True)
    # Copied from the document for queries. A new date in the working copy doesn't change what is due until published.
    review_due_on = models.DateField(_("review due on"), null=True, blank=True, db_index=True)
    withdraw_at = models.DateTimeField(_("withdraw at"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("withdrawal reason"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by")
    )

    objects = EditionQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("Each text that was made public, with who published and approved it, what changed, and what was checked."),
        HISTORY,
    )

    class Meta:
        ordering = ["article", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_edition_for_each_number")]

    def __str__(self) -> str:
        return gettext("%(title)s, edition %(number)d") % {"title": self.title, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("articles:edition", args=[self.slug, self.number])

    @property
    def document(self) -> Document:
        """The frozen document. One query, unless `version` was selected."""
        return self.version.document

    def is_overdue(self, *, on: date | None = None) -> bool:
        """Whether the review was due before the day `on` (today in UTC)."""
        return self.review_due_on is not None and self.review_due_on < (on or timezone.now().date())

    def is_withdrawn(self, *, at: datetime | None = None) -> bool:
        return self.withdraw_at is not None and self.withdraw_at <= (at or timezone.now())

    def is_public(self, *, at: datetime | None = None) -> bool:
        """As the queryset's `public`."""
        return self.publish_at <= (at or timezone.now())
