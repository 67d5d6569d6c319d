"""Label where an article stands, for lists of the desk."""

from django import template

from ..models import Article
from ..publishing import status_label

register = template.Library()


@register.filter
def where_it_stands(article: Article) -> str:
    """One word, for an article from `status_label.with_public_page`."""
    return status_label.of_listed(article)
