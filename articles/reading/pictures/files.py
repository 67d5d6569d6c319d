"""Re-encode uploaded pictures, which removes hidden data (locations, scripts, other formats), and scale them down."""

from __future__ import annotations

import hashlib
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ...markdown.picture_sizes import SMALLER_WIDTHS

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 10_000_000  # Bytes of the upload, before it is re-encoded.
MOST_PIXELS = 24_000_000  # Decoded, 96 MB. Above it, decoding costs more memory than a page's picture is worth.
WIDEST = 1600  # Pixels: twice the width at which pages show it.
LARGEST = (WIDEST, WIDEST * 2)
SMALLEST = 200  # Pixels, of the shorter side.
WEBP_QUALITY = 82
ORIENTATION, LYING = 0x0112, {5, 6, 7, 8}  # The camera's mark, and its values of a quarter turn.
WAITS_FOR = timedelta(seconds=10)
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


_decoding = Lock()  # One at a time in each process: two would take twice the memory.
_read: WeakKeyDictionary[UploadedFile, Reencoded | ValidationError] = WeakKeyDictionary()


def reencoded(upload: UploadedFile) -> Reencoded:
    """Return WebP, upright, in sRGB, at most WIDEST wide, without metadata. Raises ValidationError in plain words.

    Decoded once, so that a view can do it before the transaction in which a form asks again.
    """
    if upload not in _read:
        try:
            _read[upload] = _decoded(upload)
        except ValidationError as error:
            _read[upload] = error
    found = _read[upload]
    if isinstance(found, ValidationError):
        raise found
    return found


def _decoded(upload: UploadedFile) -> Reencoded:
    if upload.size is None or upload.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 1_000_000})
    if not _decoding.acquire(timeout=WAITS_FOR.total_seconds()):
        raise ValidationError(_("Other pictures are being read just now. Send it again in a minute."))
    try:
        opened = Image.open(upload, formats=FORMATS)  # Reads only the header.
        _check_size(opened)
        return _as_webp(opened)
    except UnidentifiedImageError:
        raise ValidationError(
            _("This is not a picture that can be used: a JPEG, PNG or WebP file is wanted.")
        ) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError):
        raise ValidationError(_("The picture is damaged: it can't be read to its end.")) from None
    finally:
        _decoding.release()


def _as_webp(opened: Image.Image) -> Reencoded:
    image, profile = ImageOps.exif_transpose(opened), opened.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey, which a plain conversion would cut off at the darkest 255.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in {"L", "CMYK"} or image.has_transparency_data:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")  # Else a palette's numbers were scaled.
    image.thumbnail(LARGEST)
    plain = _in_srgb(image, profile)
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=WEBP_QUALITY, method=6)
    return Reencoded(out.getvalue(), *plain.size)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB or RGBA. A profile that is damaged, or for another kind of colours, is passed over, as browsers do."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(colours, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            colours = converted or colours
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < SMALLEST:
        raise ValidationError(
            _("The picture is smaller than %(least)d pixels; it would look blurred.") % {"least": SMALLEST}
        )
    # Only now, because it may decode the picture.
    width, height = image.size[::-1] if image.getexif().get(ORIENTATION) in LYING else image.size
    if min(width, height) * min(LARGEST[0] / width, LARGEST[1] / height) < SMALLEST:
        raise ValidationError(
            _("The picture is too long and narrow: it would be a strip. Cut it to %(most)d times its shorter side.")
            % {"most": LARGEST[0] // SMALLEST}
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
