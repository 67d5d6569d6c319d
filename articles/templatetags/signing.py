from django import template

from ..clinical.coverage import standings

register = template.Library()


@register.inclusion_tag("admin/articles/_signatures.html")
def signatures_of(article, version):
    """Who has signed the article, and whether each signature covers this version. One query."""
    return {"standings": standings(article, version.document) if version else []}
