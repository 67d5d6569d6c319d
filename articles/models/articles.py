"""Define the working copy of an article, its saved versions, and the history of its workflow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, UNTIL_CHANGED, About, DataDescription

from ..schema.short_names import ShortNameField
from ..schema.stored import DocumentColumn

if TYPE_CHECKING:
    from .topics import Placement, Topic


class Status(models.TextChoices):
    """State of the working copy in the workflow. Editions alone decide what the public sees."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


class Article(models.Model):
    """The working copy that editors change. The public reads editions."""

    slug = ShortNameField(_("short name"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=160)
    topics: models.ManyToManyField[Topic, Placement] = models.ManyToManyField(
        "Topic", through="Placement", related_name="articles", blank=True, verbose_name=_("topics")
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    key_points = models.JSONField(_("key points"), default=list, blank=True)
    questions = models.JSONField(_("questions to take to the doctor"), default=list, blank=True)
    picture = models.ForeignKey(
        "Picture", on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("picture")
    )
    poll_slug = models.SlugField(_("poll"), max_length=80, blank=True)  # The same length as a poll's slug.
    author = models.CharField(_("author line"), max_length=200, blank=True)
    clinical_reviewer = models.CharField(_("clinical reviewer"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    facts_checked_on = models.DateField(_("facts checked on"), null=True, blank=True)
    review_due_on = models.DateField(_("review due on"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_articles",
        verbose_name=_("owner"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    data_description = DataDescription(
        About.STAFF,
        _("The text that editors work on, the names on it, and who owns it, submitted it and approved it."),
        UNTIL_CHANGED,
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("submit_article", "Can submit an article for review"),
            ("approve_article", "Can approve an article that someone else submitted"),
            ("publish_article", "Can publish and withdraw editions"),
            ("sign_article", "Can sign an article as a clinician"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:detail", args=[self.slug])


class Aspect(models.TextChoices):
    """Health aspects of schema.org, labelled in plain words."""

    OVERVIEW = "overview", _("Overview")
    CAUSES = "causes", _("Causes")
    SYMPTOMS = "symptoms", _("Symptoms")
    TREATMENTS = "treatments", _("Treatments")
    RISKS = "risks", _("Risks")
    SIDE_EFFECTS = "side-effects", _("Side effects")
    SELF_CARE = "self-care", _("Self-care")
    OUTLOOK = "outlook", _("Outlook")
    WITHOUT_TREATMENT = "without-treatment", _("Without treatment")
    LIVING_WITH = "living-with", _("Living with it")
    GETTING_HELP = "getting-help", _("Getting help")
    QUESTIONS = "questions", _("Questions")


class Section(models.Model):
    """One part of the working copy, with its Markdown body."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    heading = models.CharField(_("heading"), max_length=120)
    aspect = models.CharField(_("aspect"), max_length=20, choices=Aspect)
    body = models.TextField(_("text"))

    data_description = DataDescription(About.NOBODY, _("The parts of that text."), UNTIL_CHANGED)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.heading


class SourceKind(models.TextChoices):
    GUIDELINE = "guideline", _("guideline")
    REGULATOR = "regulator", _("regulator")
    PROFESSIONAL_BODY = "professional body", _("professional body")
    PUBLIC_BODY = "public body", _("public body")
    REVIEW = "review", _("review of studies")
    TRIAL = "trial", _("trial")
    STUDY = "study", _("study")
    COMMENT = "comment", _("comment")
    HEALTH_SITE = "health site", _("health site")
    CHARITY = "charity", _("charity")
    NEWS = "news", _("news")


class Seen(models.TextChoices):
    """How the editor read the source."""

    ORIGINAL = "original", _("on the publisher's own page")
    COPY = "copy", _("on another site that carries the same text")
    REPORT = "report", _("through a news report or a summary only")


class Source(models.Model):
    """One publication that the working copy cites by its key."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    key = ShortNameField(_("key"), max_length=40, help_text=_("Cite it in a section as [key]."))
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    published = models.CharField(
        _("published"), max_length=10, blank=True, help_text=_("As exact as it is known: 2024, 2024-01 or 2024-01-19.")
    )
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    seen = models.CharField(_("how it was read"), max_length=10, choices=Seen, blank=True)

    data_description = DataDescription(About.NOBODY, _("The sources that it cites."), UNTIL_CHANGED)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_source_for_each_key")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class VersionQuerySet(models.QuerySet["Version"]):
    def newest(self) -> Version | None:
        """The version with the highest number."""
        return self.order_by("-number").first()

    def of_the_next_edition(self) -> Self:
        """Versions that the next edition would publish: those after the last edition, and each article's newest."""
        same_article = Version.objects.filter(article=models.OuterRef("article"))
        published_since = same_article.filter(number__gte=models.OuterRef("number"), editions__isnull=False)
        newer = same_article.filter(number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(published_since) | ~models.Exists(newer))


class Version(models.Model):
    """The frozen content of one save, as one document (articles/schema/definition.py). Never changed.

    The base of every diff, conflict page, signature and edition.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    document = DocumentColumn(_("document"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("saved by")
    )

    objects = VersionQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF, _("Each saved text of an article, with who saved it and when."), HISTORY
    )

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_version_for_each_number")]

    def __str__(self) -> str:
        return gettext("%(article)s, version %(number)d") % {"article": self.article, "number": self.number}


class OverrideQuerySet(models.QuerySet["Override"]):
    def valid(self, *, on: date) -> Self:
        """Overrides that count on the day `on`. One without an end is history only and never counts."""
        return self.filter(expires_on__gte=on)


class Override(models.Model):
    """A publisher's public reason to publish although one check blocks. Valid through the day `expires_on`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="overrides", verbose_name=_("article"))
    check_name = models.CharField(_("check"), max_length=60)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_on = models.DateField(
        _("expires on"),
        null=True,
        blank=True,
        help_text=_("Empty: kept as history, for an edition that is no longer live."),
    )

    objects = OverrideQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("Which check a publisher set aside, why, and until when. The page says so too."),
        HISTORY,
        name=_("checks that were set aside"),
    )

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("overridden check")
        verbose_name_plural = _("overridden checks")

    def __str__(self) -> str:
        return f"{self.check_name}: {self.reason}"


class Move(models.Model):
    """One line of an article's history: who did what, and when. The functions of articles/publishing write it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="moves", verbose_name=_("article"))
    verb = models.CharField(_("verb"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)

    data_description = DataDescription(
        About.STAFF,
        _("One line for each step of an article: who did what, when, with which note."),
        HISTORY,
        name=_("history of articles"),
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.article}"

    @property
    def is_submission(self) -> bool:
        return self.verb == "submitted"
