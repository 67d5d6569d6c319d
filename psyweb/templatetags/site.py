"""Print the site's name and the language of content. Every template has these tags.

They are tags and not context processors, which error pages, feeds, mails and `include … only` lack.
"""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from desk.site import desk_name

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return str(settings.SITE_NAME)


register.simple_tag(desk_name)


@register.simple_tag
def content_lang() -> str:
    """Return ` lang="en"` for an element that holds content, or nothing where the interface has the same language."""
    if _primary(get_language() or settings.LANGUAGE_CODE) == _primary(settings.CONTENT_LANGUAGE):
        return ""
    return format_html(' lang="{}"', settings.CONTENT_LANGUAGE)


def _primary(language: str) -> str:
    """Return "en" for "en-us": the primary subtag of a language tag (BCP 47)."""
    return language.partition("-")[0].lower()
