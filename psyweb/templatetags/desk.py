from django import template

from articles import standing

register = template.Library()


@register.filter
def where_it_stands(article):
    """In a word, of an article that `standing.with_public_page` gave."""
    return standing.of_listed(article)
