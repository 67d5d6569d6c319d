from django.db import models


class Picture(models.Model):
    """One image with its rights. The file is named by its content, so an edition's picture never changes."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    file = models.FileField(upload_to="pictures/")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField("text alternative", max_length=300, blank=True)
    is_decorative = models.BooleanField("decorative", default=False)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True, help_text="Where the picture comes from. Not public.")

    def __str__(self):
        return self.alt or self.file.name
