from datetime import date

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models.articles import Seen, SourceKind
from ..reading.pictures.files import smaller_widths

register = template.Library()

# As exact as the date is known: 2024, 2024-01 or 2024-01-19.
FORMATS = {1: "Y", 2: "YEAR_MONTH_FORMAT", 3: "DATE_FORMAT"}


@register.filter
def in_words(iso):
    """'2024-01' is January 2024; nothing for nothing; what is no date stays as it is."""
    if not iso:
        return ""
    parts = iso.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return date_format(date(year, month, day), FORMATS[len(parts)])
    except (ValueError, KeyError):
        return iso


@register.filter
def source_kind(kind):
    return SourceKind(kind).label if kind in SourceKind.values else kind


@register.filter
def how_read(seen):
    """Nothing for a source without a record of it."""
    return _("read %(how)s") % {"how": Seen(seen).label} if seen in Seen.values else ""


@register.filter
def host(url):
    """example.org for https://www.example.org/page: what a reader of a paper copy needs to find it."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


@register.simple_tag
def absolute_url(name, *args):
    """The address on the public site, whatever host asked: for canonical links and for other sites."""
    return settings.SITE_URL + reverse(name, args=args)


@register.simple_tag
def sizes_of(picture, sizes: str) -> SafeString:
    """The attributes of an img: its own size, so that nothing jumps, and smaller copies where it is made of points.

    `picture` is a frozen one (articles/schema/definition.py, PICTURE); `sizes` says how wide it is shown, as in HTML.
    """
    attributes = format_html(
        'src="{}" width="{}" height="{}"', reverse("media", args=[picture["file"]]), picture["width"], picture["height"]
    )
    widths = smaller_widths(picture["file"], picture["width"])
    if not widths:
        return attributes
    copies = [f"{reverse('smaller-picture', args=[width, picture['file']])} {width}w" for width in widths]
    copies.append(f"{reverse('media', args=[picture['file']])} {picture['width']}w")
    return format_html('{} srcset="{}" sizes="{}"', attributes, ", ".join(copies), sizes)
