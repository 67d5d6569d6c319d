"""Define topics, the articles in each, and further terms of the A to Z."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription

from ..schema.short_names import ShortNameField


class Topic(models.Model):
    """A subject that groups articles, in the order of `position`."""

    slug = ShortNameField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    summary = models.TextField(_("summary"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    data_description = DataDescription(About.NOBODY, _("The topics of the site."), UNTIL_CHANGED)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:topic", args=[self.slug])


class Placement(models.Model):
    """An article's place in a topic's reading order."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="placements", verbose_name=_("topic"))
    article = models.ForeignKey(
        "Article", on_delete=models.CASCADE, related_name="placements", verbose_name=_("article")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    data_description = DataDescription(
        About.NOBODY, _("Which article stands in which topic, and where."), UNTIL_CHANGED, name=_("places of articles")
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("place in a topic")
        verbose_name_plural = _("places in topics")
        constraints = [models.UniqueConstraint(fields=["topic", "article"], name="one_placement_for_each_topic")]
        indexes = [models.Index(fields=["topic", "position"], name="placement_by_position")]

    def __str__(self) -> str:
        return gettext("%(article)s in %(topic)s") % {"article": self.article, "topic": self.topic}


class IndexTerm(models.Model):
    """A further entry of the A to Z, which links to the article that explains it."""

    term = models.CharField(_("term"), max_length=120, unique=True)
    article = models.ForeignKey(
        "Article", on_delete=models.CASCADE, related_name="index_terms", verbose_name=_("article")
    )

    data_description = DataDescription(
        About.NOBODY, _("Further words of the A to Z."), UNTIL_CHANGED, name=_("words of the A to Z")
    )

    class Meta:
        ordering = ["term"]
        verbose_name = _("index term")
        verbose_name_plural = _("index terms")

    def __str__(self) -> str:
        return self.term
