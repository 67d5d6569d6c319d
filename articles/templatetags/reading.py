"""Format dates, sources, URLs and pictures for the pages that readers see."""

from datetime import date

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..markdown import picture_sizes
from ..models.articles import Seen, SourceKind
from ..reading.api.answers import url_of
from ..schema.definition import Label

register = template.Library()
register.simple_tag(picture_sizes.focus_of)
register.simple_tag(picture_sizes.sizes_of)
register.simple_tag(url_of, name="absolute_url")

# Date format by the number of parts that are known: 2024, 2024-01 or 2024-01-19.
FORMATS = {1: "Y", 2: "YEAR_MONTH_FORMAT", 3: "DATE_FORMAT"}


@register.filter
def in_words(iso: str | None) -> str:
    """“January 2024” for "2024-01"; "" for none; text that isn't a date stays unchanged."""
    if not iso:
        return ""
    parts = iso.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return date_format(date(year, month, day), FORMATS[len(parts)])
    except (ValueError, KeyError):
        return iso


@register.filter
def source_kind(kind: str) -> Label:
    """The label of a kind of source. An unknown kind, which an old edition may hold, stays unchanged."""
    return SourceKind(kind).label if kind in SourceKind.values else kind


@register.filter
def how_read(seen: str) -> str:
    """How the editor read the source; "" if that isn't recorded."""
    return _("read %(how)s") % {"how": Seen(seen).label} if seen in Seen.values else ""


@register.filter
def host(url: str) -> str:
    """“example.org” of https://www.example.org/page, for readers of a printed copy."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


@register.simple_tag
def absolute_static(name: str) -> str:
    """The URL of a static file on the public site, for other sites."""
    return settings.SITE_URL + static(name)
