from django import template

from ..publishing import status_label

register = template.Library()


@register.filter
def where_it_stands(article):
    """In a word, of an article that `status_label.with_public_page` gave."""
    return status_label.of_listed(article)
