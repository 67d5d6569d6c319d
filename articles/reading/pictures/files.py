"""Re-encode uploaded pictures, which removes hidden data (locations, scripts, other formats), and scale them down."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ...markdown.picture_sizes import SMALLER_WIDTHS

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 10_000_000  # Bytes of the upload, before it is re-encoded.
MOST_PIXELS = 40_000_000  # Above it, decoding costs more memory than a page's picture is worth.
WIDEST = 1600  # Pixels: twice the width at which pages show it.
SMALLEST = 200  # Pixels, of the shorter side.
WEBP_QUALITY = 82
OF_A_PAGE = re.compile(r"pictures/[\w.-]+")  # Originals only: copies of copies would let visitors fill the disk.


@dataclass(frozen=True)
class Reencoded:
    """A WebP file with its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def reencoded(upload: UploadedFile) -> Reencoded:
    """The picture as WebP, upright, at most WIDEST wide, without metadata. Raises ValidationError in plain words."""
    if upload.size is None or upload.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 1_000_000})
    try:
        opened = Image.open(upload, formats=FORMATS)  # Reads only the header.
        _check_size(opened)
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((WIDEST, WIDEST * 2))
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except UnidentifiedImageError:
        raise ValidationError(
            _("This is not a picture that can be used: a JPEG, PNG or WebP file is wanted.")
        ) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError):
        raise ValidationError(_("The picture is damaged: it can't be read to its end.")) from None
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=WEBP_QUALITY, method=6)
    return Reencoded(out.getvalue(), *plain.size)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < SMALLEST:
        raise ValidationError(
            _("The picture is smaller than %(least)d pixels; it would look blurred.") % {"least": SMALLEST}
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has more than %(most)d million pixels. Make it smaller first.")
        % {"most": MOST_PIXELS // 1_000_000}
    )


def smaller_copy(name: str, width: int) -> bytes:
    """WebP of that width, made once and stored beside the pictures.

    Raises ValueError for a name or width that no page asks for, and OSError where there is no such picture.
    """
    if width not in SMALLER_WIDTHS or name.endswith(".svg") or not OF_A_PAGE.fullmatch(name):
        raise ValueError
    kept = f"sizes/{width}/{name}"
    if not default_storage.exists(kept):
        with default_storage.open(name) as file, Image.open(file, formats=FORMATS) as picture:
            picture.thumbnail((width, width * 4))
            out = io.BytesIO()
            picture.save(out, "WEBP", quality=WEBP_QUALITY, method=6)
        default_storage.save(kept, ContentFile(out.getvalue()))
    with default_storage.open(kept) as file:
        return file.read()
