"""List pages whose review is due."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ..models import Edition

DUE_SOON = timedelta(days=30)


def due(*, at: datetime | None = None) -> QuerySet[Edition]:
    """Visible pages whose review is overdue or due within DUE_SOON, the most urgent first."""
    at = at or timezone.now()
    visible = Edition.objects.visible(at=at).filter(review_due_on__lte=at.date() + DUE_SOON)
    return visible.select_related("article__owner").defer("html", "text", "checks").order_by("review_due_on", "title")
