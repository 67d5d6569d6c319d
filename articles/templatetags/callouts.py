"""Give templates the titles of callouts."""

from django import template

from ..markdown.blocks.callout import TITLES
from ..schema.definition import Label

register = template.Library()


@register.filter
def callout_title(kind: str) -> Label:
    """The title of all callouts of this kind. Raises KeyError for an unknown kind."""
    return TITLES[kind]
