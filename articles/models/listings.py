"""Define the covering table that lists read instead of editions, whose rows hold long texts."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from .articles import Article
from .editions import Edition, is_live, is_visible


class ListingQuerySet(models.QuerySet["Listing"]):
    """`live` and `visible` as for editions, without a read of the editions table."""

    def live(self, *, at: datetime | None = None) -> Self:
        """The newest public edition of each article, withdrawn or not."""
        return self.filter(is_live(at=at or timezone.now()))

    def visible(self, *, at: datetime | None = None) -> Self:
        """Editions that readers see as pages."""
        return self.filter(is_visible(at=at or timezone.now()))


class Listing(models.Model):
    """The columns of an edition that lists show, and the time span in which readers see it.

    Only database triggers write it, whenever editions change (articles/reading/listing_triggers.py).
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="listings")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    beginning = models.CharField(max_length=1)
    publish_at = models.DateTimeField()
    # When the article's next edition replaces it; null without a next edition.
    superseded_at = models.DateTimeField(null=True)
    withdraw_at = models.DateTimeField(null=True)
    review_due_on = models.DateField(null=True)

    objects = ListingQuerySet.as_manager()

    data_description = DataDescription(
        About.NOBODY, _("Title and dates of each public text, for the lists."), HISTORY, name=_("lists of editions")
    )

    class Meta:
        default_permissions = ()  # Nobody edits it.
        indexes = [models.Index(fields=["beginning", "title"], name="listing_by_title")]

    def __str__(self) -> str:
        return self.title
