from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Of the working copy. What the public sees is decided by editions alone."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


EDITABLE = {Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED}


class Article(models.Model):
    """The working copy: what editors change. The public reads editions."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=160)
    topics: models.ManyToManyField = models.ManyToManyField(
        "Topic", through="Placement", related_name="articles", blank=True
    )
    tags = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    key_points = models.JSONField(default=list, blank=True)
    questions = models.JSONField("questions to take to the doctor", default=list, blank=True)
    picture = models.ForeignKey("Picture", on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    poll_slug = models.SlugField("poll", blank=True)
    author = models.CharField("author line", max_length=200, blank=True)
    clinical_reviewer = models.CharField(max_length=200, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    facts_checked_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_articles",
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title"]
        permissions = [
            ("submit_article", "Can submit an article for review"),
            ("approve_article", "Can approve an article that someone else submitted"),
            ("publish_article", "Can publish and withdraw editions"),
            ("sign_article", "Can sign an article as a clinician"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug])


class Aspect(models.TextChoices):
    """schema.org's health aspects, in plain words."""

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
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=120)
    aspect = models.CharField(max_length=20, choices=Aspect)
    body = models.TextField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
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
    """How the source was read."""

    ORIGINAL = "original", _("on the publisher's own page")
    COPY = "copy", _("on another site that carries the same text")
    REPORT = "report", _("through a news report or a summary only")


class Source(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=40, help_text="Cite it in a section as [key].")
    publisher = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=300)
    url = models.URLField("address", max_length=500, blank=True)
    kind = models.CharField(max_length=20, choices=SourceKind)
    published = models.CharField(
        max_length=10, blank=True, help_text="As exact as it is known: 2024, 2024-01 or 2024-01-19."
    )
    accessed_on = models.DateField("read on", null=True, blank=True)
    seen = models.CharField("how it was read", max_length=10, choices=Seen, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_source_for_each_key")]

    def __str__(self):
        return f"{self.publisher}: {self.title}"


class Version(models.Model):
    """The frozen content of one save, as one document (articles/documents.py gives its shape). Never changed.

    The base of every diff, conflict page, signature and edition.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_version_for_each_number")]

    def __str__(self):
        return f"{self.article}, version {self.number}"


class OverrideQuerySet(models.QuerySet):
    def valid(self, *, on):
        """Those that let a publication pass on that day. One without an end is history and lets nothing pass."""
        return self.filter(expires_on__gte=on)


class Override(models.Model):
    """A publisher's public reason for publishing although one check blocks. Ends on `expires_on`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="overrides")
    check_name = models.CharField(max_length=60)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(
        null=True, blank=True, help_text="Empty: kept as history, for an edition that is no longer live."
    )

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.check_name}: {self.reason}"


class Move(models.Model):
    """One line of an article's history: who did what, when. Written by the verbs in workflow.py."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.verb} {self.article}"
