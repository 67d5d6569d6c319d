"""Write the attributes of an `img`: its address, its size, its smaller copies for small screens, its focus."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..schema.definition import CENTRE, Document

SMALLER_WIDTHS = (480, 800, 1200)  # Pixels: a phone, a phone of high density, a text column on a dense screen.


def smaller_widths(name: str, width: int) -> list[int]:
    """Widths in pixels of the smaller copies of a picture; none for a vector drawing (SVG)."""
    return [] if name.endswith(".svg") else [smaller for smaller in SMALLER_WIDTHS if smaller < width]


def focus_of(picture: Document) -> SafeString:
    """Attributes by which a style keeps the picture's focus in sight, in tenths; none for the middle."""
    tenths = [round(picture[name] * 10) for name in ("focus_x", "focus_y")]
    is_middle = tenths == [round(CENTRE * 10)] * 2
    return SafeString() if is_middle else format_html(' data-focus-x="{}" data-focus-y="{}"', *tenths)


def sizes_of(picture: Document, sizes: str) -> SafeString:
    """src, width and height (against layout shift), and srcset with smaller copies of bitmaps.

    `picture` is a frozen picture (articles/schema/definition.py, PICTURE); `sizes` is the HTML attribute.
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
