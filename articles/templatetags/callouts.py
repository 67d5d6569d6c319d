from django import template

from ..markdown.callouts import TITLES

register = template.Library()


@register.filter
def callout_title(kind):
    """The title that every callout of this kind has. Raises KeyError for a kind that is none."""
    return TITLES[kind]
