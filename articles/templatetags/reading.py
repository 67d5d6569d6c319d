from datetime import date

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as format_date

from articles.models.articles import Seen, SourceKind

register = template.Library()

# As exact as the date is known: 2024, 2024-01 or 2024-01-19.
FORMATS = {1: "Y", 2: "F Y", 3: "F j, Y"}


@register.filter
def in_words(iso):
    """'2024-01' is January 2024; nothing for nothing; what is no date stays as it is."""
    if not iso:
        return ""
    parts = iso.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return format_date(date(year, month, day), FORMATS[len(parts)])
    except (ValueError, KeyError):
        return iso


@register.filter
def source_kind(kind):
    return SourceKind(kind).label if kind in SourceKind.values else kind


@register.filter
def how_read(seen):
    """Nothing for a source without a record of it."""
    return f"read {Seen(seen).label}" if seen in Seen.values else ""


@register.filter
def host(url):
    """example.org for https://www.example.org/page: what a reader of a paper copy needs to find it."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


@register.simple_tag
def absolute_url(name, *args):
    """The address on the public site, whatever host asked: for canonical links and for other sites."""
    return settings.SITE_URL + reverse(name, args=args)
