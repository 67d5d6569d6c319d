"""Define comments on an article's words: threads that the desk alone shows, and how long settled ones are kept."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.description import About, DataDescription, with_number

from .articles import Article

KEPT_AFTER_SETTLED = timedelta(days=90)  # Promised at the desk and in docs/privacy.md.
KEPT = with_number(
    ngettext_lazy(
        "Until their thread is settled, and %(days)d day more.",
        "Until their thread is settled, and %(days)d days more.",
        "days",
    ),
    days=KEPT_AFTER_SETTLED.days,
)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def open(self) -> Self:
        return self.filter(settled_at=None)

    def expired(self, *, at: datetime) -> Self:
        return self.filter(settled_at__lt=at - KEPT_AFTER_SETTLED)


class Thread(models.Model):
    """What people at the desk say about some words of an article, or about all of it where `exact` is empty.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector of the W3C's Web Annotation Data Model. No version, edition
    or answer of the API holds them (docs/decisions/comments-hold-on-to-words.md).
    """

    LONGEST_QUOTATION = 500  # Characters.
    MOST_COMMENTS = 100

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="threads")
    exact = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    size = models.PositiveSmallIntegerField(default=1)  # Comments ever written in it.
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ThreadQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("Which words of an article a comment is about, who began the thread, and who settled it."),
        KEPT,
        name=_("threads of comments"),
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["settled_at"], name="settled_threads")]

    def __str__(self) -> str:
        return f"{self.article}: {self.exact[:60]}"


class Comment(models.Model):
    """What one person says in a thread. It never changes; its writer, or an administrator, may delete it."""

    LONGEST = 2000  # Characters.

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    # Whom it asks.
    mentions = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    data_description = DataDescription(
        About.STAFF,
        _("What people at the desk say to each other about an article: who, when, to whom. Readers never see it."),
        KEPT,
        name=_("comments"),
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ("delete",)  # Of others' comments.

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"
