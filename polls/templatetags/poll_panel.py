from django import template
from django.utils import timezone

from .. import poll_cache, results
from ..models import Poll

register = template.Library()


@register.inclusion_tag("polls/poll_panel.html")
def poll_panel(slug):
    """Form, running total and results, the same for every reader. Nothing for a slug without a poll.

    Two queries; six when no vote or page of the last seconds has read the poll.
    """
    found = poll_results(slug)
    if found is None:
        return {"poll": None}
    return {"poll": found.poll, "results": found, "is_open": found.poll.is_open()}


@register.simple_tag
def poll_results(slug):
    """The poll's `results.Results`, for a page that draws its own; None for a slug without a poll."""
    at = timezone.now()
    try:
        return results.of(poll_cache.find(slug, at=at).poll, at=at) if slug else None
    except Poll.DoesNotExist:
        return None
