from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(days=14)  # Promised on the form and in docs/privacy.md.


class ScratchQuerySet(models.QuerySet):
    def of(self, user, article):
        """What this person typed and did not save; `article` None is the form for a new one."""
        return self.filter(user=user, article=article)

    def expired(self, *, at=None):
        return self.filter(kept_at__lt=(at or timezone.now()) - KEPT_FOR)


class Scratch(models.Model):
    """What somebody typed at the desk and did not save yet. No version, and nobody else's to see."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scratches")
    article = models.ForeignKey("Article", on_delete=models.CASCADE, null=True, related_name="scratches")
    typed = models.JSONField(help_text="[[name, value], …] as the form would send it.")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = ScratchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="one_scratch_for_each_article"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(article=None), name="one_scratch_for_a_new_article"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.article or 'a new article'}"

    @property
    def mark(self) -> str:
        """Tells one state of it from another."""
        return self.kept_at.isoformat()
