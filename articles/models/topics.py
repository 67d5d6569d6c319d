from django.db import models
from django.urls import reverse


class Topic(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    summary = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:topic", args=[self.slug])


class Placement(models.Model):
    """An article's place in a topic's reading order."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="placements")
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="placements")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["topic", "article"], name="one_placement_for_each_topic")]
        indexes = [models.Index(fields=["topic", "position"], name="placement_by_position")]

    def __str__(self):
        return f"{self.article} in {self.topic}"


class IndexTerm(models.Model):
    """A further word for the A to Z, leading to the article that explains it."""

    term = models.CharField(max_length=120, unique=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="index_terms")

    class Meta:
        ordering = ["term"]

    def __str__(self):
        return self.term
