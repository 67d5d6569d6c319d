"""Draw the share picture that other sites show beside a link: the page's drawing, its title, the site's name.

An edition never changes, so its picture is drawn once and stored (docs/decisions/content-on-other-sites.md).
"""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import tempfile
from functools import cache
from mimetypes import guess_type
from pathlib import Path

import resvg_py
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from PIL import Image, ImageDraw, ImageFont

from ...models import Edition

logger = logging.getLogger(__name__)

SIZE = WIDTH, HEIGHT = 1200, 630  # Pixels, as social networks ask for.
DESIGN = "1"  # Change it to have all pictures drawn again.
FONT = settings.BASE_DIR / "psyweb" / "static" / "fonts" / "literata-latin-500-normal.woff2"
INK, INK_SOFT = "#1d333d", "#46596a"
MARGIN = 72
TITLE_TOP, TITLE_BOTTOM = 366, 534
TITLE_SIZES = (72, 64, 56, 48, 42, 36)  # The largest at which the title fits.
LEADING = 1.16
BRAND_AT, BRAND_SIZE = (138, 574), 34
QUALITY = 88  # JPEG quality: below it, letters get a halo.


def share_picture(edition: Edition) -> bytes:
    """JPEG of the edition's picture: the stored file, or drawn now where there is none yet."""
    picture = edition.document["picture"]
    return stored_picture(edition.title, picture["file"] if picture else "")


def stored_picture(title: str, picture_file: str = "", *, kind: str = "") -> bytes:
    """As `share_picture`, of any title."""
    path = Path(settings.MEDIA_ROOT) / "share" / f"{_key(title, picture_file, kind)}.jpg"
    try:
        return path.read_bytes()
    except OSError:
        return _made(path, title, picture_file, kind)


def _made(path: Path, title: str, picture_file: str, kind: str) -> bytes:
    try:
        data = draw(title, picture_file, kind=kind)
    except FileNotFoundError:
        # Not stored, so that the drawing appears as soon as its file is back.
        logger.exception("The drawing of a picture to share is missing")
        return draw(title, kind=kind)
    _keep(path, data)
    return data


def draw(title: str, picture_file: str = "", *, kind: str = "") -> bytes:
    """JPEG. `picture_file` is a name in the storage of pictures; without one, the site's own landscape is drawn.

    `kind` stands beside the site's name: what is shared, where it is no article.
    """
    context = {"picture": _as_address(picture_file)}
    ground = resvg_py.svg_to_bytes(
        svg_string=render_to_string("articles/share_picture.svg", context), skip_system_fonts=True
    )
    image = Image.open(io.BytesIO(ground)).convert("RGB")
    pen = ImageDraw.Draw(image)
    font, lines = fitted(title)
    for number, line in enumerate(lines):
        pen.text((MARGIN, TITLE_TOP + round(number * font.size * LEADING)), line, font=font, fill=INK)
    brand = " · ".join(filter(None, [settings.SITE_NAME, kind]))
    pen.text(BRAND_AT, brand, font=_font(BRAND_SIZE), fill=INK_SOFT, anchor="lm")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return out.getvalue()


def fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest font at which the title fits, and its lines. A title too long for the smallest font is cut."""
    for size in TITLE_SIZES:
        font = _font(size)
        lines = _wrapped(title, font)
        room = int((TITLE_BOTTOM - TITLE_TOP) // (size * LEADING))
        if len(lines) <= room and all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines):
            return font, lines
    return font, [*lines[: room - 1], _cut(lines[room - 1], font)]


def _wrapped(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    while line and font.getlength(f"{line}…") > WIDTH - 2 * MARGIN:
        line = line[:-1]
    return f"{line}…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def _key(*parts: str) -> str:
    return hashlib.blake2b("\n".join([DESIGN, settings.SITE_NAME, *parts]).encode(), digest_size=16).hexdigest()


def _as_address(picture_file: str) -> str:
    if not picture_file:
        return ""
    with default_storage.open(picture_file) as file:
        data = base64.b64encode(file.read()).decode()
    return f"data:{guess_type(picture_file)[0]};base64,{data}"


def _keep(path: Path, data: bytes) -> None:
    """Write atomically, because another process may be reading. On failure the next reader has it drawn again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError:
        logger.exception("The picture to share could not be kept")
