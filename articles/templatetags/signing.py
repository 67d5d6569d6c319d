"""Show on the desk who has signed an article."""

from typing import Any

from django import template

from ..models import Article, Version
from ..signatures.standing import standings

register = template.Library()


@register.inclusion_tag("admin/articles/_signatures.html")
def signatures_of(article: Article, version: Version | None) -> dict[str, Any]:
    """Who has signed the article, and whether each signature covers this version. One query; none without a version."""
    return {"standings": standings(article, version.document) if version else []}
