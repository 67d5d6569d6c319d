import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.markdown.picture_sizes import SMALLER_WIDTHS, smaller_widths
from articles.models import Picture
from articles.reading.pictures.files import reencoded, smaller_copy


def upload(size=(400, 300), format_="PNG", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, (0, 128, 128, 100)[: len(mode)]).save(out, format_, **options)
    return SimpleUploadedFile("picture", out.getvalue())


@pytest.fixture
def rights(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return {"alt": "A teal field", "credit": "Nobody", "licence": "CC0-1.0"}


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_written_anew_as_webp(format_):
    made = reencoded(upload(format_=format_))
    assert Image.open(io.BytesIO(made.data)).format == "WEBP"
    assert (made.width, made.height) == (400, 300)


def test_a_wide_picture_is_made_smaller():
    assert reencoded(upload(size=(3200, 1600))).width == 1600


def test_what_is_hidden_in_a_photograph_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    made = reencoded(upload(format_="JPEG", exif=exif))
    assert b"taken at home" not in made.data
    assert not Image.open(io.BytesIO(made.data)).getexif()


def test_a_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # Turned by a quarter.
    assert (reencoded(upload(format_="JPEG", exif=exif)).width, 300) == (300, 300)


def test_a_transparent_picture_stays_transparent():
    assert Image.open(io.BytesIO(reencoded(upload(mode="RGBA")).data)).mode == "RGBA"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>'


@pytest.mark.parametrize(
    "data",
    [SVG, b"", upload(format_="GIF").read(), b"<html>", upload().read()[:200]],
    ids=["svg", "empty", "gif", "html", "cut"],
)
def test_refuses_what_is_no_whole_picture(data):
    with pytest.raises(ValidationError):
        reencoded(SimpleUploadedFile("x.png", data))


@pytest.mark.parametrize("size", [(100, 400), (9000, 9000)], ids=["too small", "too many pixels"])
def test_refuses_a_size(size):
    with pytest.raises(ValidationError):
        reencoded(upload(size=size))


def header_of(width, height):
    """A PNG that says how large it is, and holds nothing: to unpack it would be the fault."""
    ihdr = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + ihdr + zlib.crc32(ihdr).to_bytes(4) + (9).to_bytes(4) + b"IDAT"


@pytest.mark.parametrize("side", [7_000, 10_000, 60_000], ids=["49 million", "100 million", "3600 million"])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(side):
    with pytest.raises(ValidationError, match="more than 40 million pixels"):
        reencoded(SimpleUploadedFile("x.png", header_of(side, side)))


HIDDEN = b"<script>alert(1)</script>"


@pytest.mark.parametrize(
    "data",
    [
        upload(format_="JPEG").read() + HIDDEN,
        upload(format_="JPEG", comment=HIDDEN).read(),
        upload(format_="PNG").read() + b"PK\x03\x04" + HIDDEN,
    ],
    ids=["behind a jpeg", "in its comment", "an archive behind a png"],
)
def test_what_is_another_file_too_is_a_picture_alone_afterwards(data):
    assert HIDDEN not in reencoded(SimpleUploadedFile("x.jpg", data)).data


@pytest.fixture
def picture(client, publisher, rights):
    client.force_login(publisher)
    client.post(reverse("admin:articles_picture_add"), {**rights, "upload": upload()})
    return Picture.objects.get()


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [("a.webp", 1600, [480, 800, 1200]), ("a.webp", 800, [480]), ("a.webp", 300, []), ("a.svg", 1600, [])],
)
def test_copies_are_smaller_than_the_picture_and_drawings_have_none(name, width, expected):
    assert smaller_widths(name, width) == expected


@pytest.fixture
def wide():
    return default_storage.save("pictures/wide.webp", ContentFile(reencoded(upload(size=(1600, 800))).data))


@pytest.mark.parametrize("width", SMALLER_WIDTHS)
def test_a_smaller_copy_has_its_width_and_shape(client, wide, width):
    response = client.get(f"/media/w{width}/{wide}")
    copy = Image.open(io.BytesIO(response.content))
    assert (copy.format, copy.size) == ("WEBP", (width, width // 2))
    assert "immutable" in response["Cache-Control"]


def test_a_smaller_copy_is_made_once(wide):
    smaller_copy(wide, 480)
    default_storage.delete(wide)
    assert smaller_copy(wide, 480)


@pytest.mark.parametrize("name", ["sizes/480/pictures/wide.webp", "share/wide.jpg", "pictures/sizes/wide.webp"])
def test_what_is_no_page_picture_has_no_copy(client, wide, name):
    with default_storage.open(wide) as file:
        default_storage.save(name, file)
    assert client.get(f"/media/w800/{name}").status_code == 404
    assert not default_storage.exists(f"sizes/800/{name}")


@pytest.mark.parametrize(
    "address", ["w481/pictures/wide.webp", "w480/pictures/none.webp", "w480/../secret_key", "w480/a.svg"]
)
def test_no_other_copy_can_be_had(client, wide, address):
    assert client.get(f"/media/{address}").status_code == 404
