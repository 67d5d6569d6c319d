"""Show a poll on other pages, with the tags `poll_panel` and `poll_results`."""

from typing import Any

from django import template
from django.utils import timezone

from .. import results
from ..models import Poll
from ..results import poll_cache

register = template.Library()


@register.inclusion_tag("polls/poll_panel.html")
def poll_panel(slug: str, state: object = "") -> dict[str, Any]:
    """Draw the form, the total and the results, the same for every reader; nothing for a slug without a poll.

    `state` stands for the notices that the panel names. At most two queries while the poll is cached, else six.
    """
    found = poll_results(slug)
    if found is None:
        return {"poll": None}
    return {"poll": found.poll, "results": found, "is_open": found.poll.is_open(), "state": state}


@register.simple_tag
def poll_results(slug: str) -> results.Results | None:
    """Return the poll's results, for a template that draws them itself; None for a slug without a poll."""
    at = timezone.now()
    try:
        return results.of(poll_cache.find(slug, at=at).poll, at=at) if slug else None
    except Poll.DoesNotExist:
        return None
