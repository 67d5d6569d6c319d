import io
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from articles.markdown.picture_sizes import SMALLER_WIDTHS, smaller_widths
from articles.models import Picture
from articles.reading.pictures import files
from articles.reading.pictures.files import reencoded, smaller_copy
from tests.people import make_administrator


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


@pytest.mark.parametrize("side", [4_900, 10_000, 60_000], ids=["24.01 million", "100 million", "3600 million"])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(side):
    with pytest.raises(ValidationError, match="more than 24 million pixels"):
        reencoded(SimpleUploadedFile("x.png", header_of(side, side)))


def drawn(image, format_="PNG", **options):
    """The middle pixel of a picture after it was written anew."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    made = Image.open(io.BytesIO(reencoded(SimpleUploadedFile("x", out.getvalue())).data)).convert("RGBA")
    return made.getpixel((made.width // 2, made.height // 2))


def is_near(found, expected):
    return all(abs(one - other) <= 4 for one, other in zip(found, expected, strict=False))


def test_sixteen_bits_of_grey_keep_their_brightness():
    grey = Image.new("I;16", (400, 300), 0x4000)
    assert is_near(drawn(grey), (64, 64, 64))


# Made up: red and green are exchanged, so that a profile that is passed over can't be mistaken for one that is used.
RED, GREEN, BLUE, WHITE = (
    (0.4361, 0.2225, 0.0139),
    (0.3851, 0.7169, 0.0971),
    (0.1431, 0.0606, 0.7141),
    (0.9642, 1, 0.8249),
)


def profile(*, red=GREEN, green=RED):
    """An ICC profile (ICC.1:2001-04) of three colours, white and a gamma of 2.2."""

    def fixed(value):
        return round(value * 65536).to_bytes(4)

    def xyz(values):
        return b"XYZ " + bytes(4) + b"".join(map(fixed, values))

    curve = b"curv" + bytes(4) + (1).to_bytes(4) + round(2.2 * 256).to_bytes(2) + bytes(2)
    text = b"text" + bytes(4) + b"Test\0" + bytes(3)
    name = b"desc" + bytes(4) + (5).to_bytes(4) + b"Test\0" + bytes(4 + 4 + 2 + 1 + 67)
    name += bytes(-len(name) % 4)
    tags = {"desc": name, "cprt": text, "wtpt": xyz(WHITE), "rXYZ": xyz(red), "gXYZ": xyz(green), "bXYZ": xyz(BLUE)}
    tags |= {"rTRC": curve, "gTRC": curve, "bTRC": curve}
    start, table, body = 128 + 4 + 12 * len(tags), len(tags).to_bytes(4), b""
    for tag, data in tags.items():
        table += tag.encode() + (start + len(body)).to_bytes(4) + len(data).to_bytes(4)
        body += data
    header = bytearray(128)
    header[0:4], header[8:12] = (start + len(body)).to_bytes(4), bytes([2, 0x10, 0, 0])
    header[12:24], header[36:40] = b"mntrRGB XYZ ", b"acsp"
    header[24:36] = b"".join(part.to_bytes(2) for part in (2026, 11, 30, 0, 0, 0))
    header[68:80] = b"".join(map(fixed, WHITE))
    return bytes(header) + table + body


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_colours_of_another_profile_become_srgb(format_):
    red = Image.new("RGB", (400, 300), (255, 0, 0))
    assert is_near(drawn(red, format_, icc_profile=profile()), (0, 255, 0))


def test_a_transparent_picture_with_a_profile_stays_transparent():
    red = Image.new("RGBA", (400, 300), (255, 0, 0, 100))
    assert is_near(drawn(red, icc_profile=profile()), (0, 255, 0, 100))


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_profile_that_does_not_fit_is_passed_over(mode):
    grey = Image.new(mode, (400, 300), "#808080")
    assert is_near(drawn(grey, icc_profile=b"no profile" if mode == "RGB" else profile()), (128, 128, 128))


def test_printers_colours_become_those_of_a_screen():
    red = Image.new("CMYK", (400, 300), (0, 255, 255, 0))
    assert is_near(drawn(red, "JPEG", quality=100), (254, 0, 0))


def test_a_palette_is_scaled_by_its_colours_not_by_its_numbers():
    stripes = Image.new("P", (3200, 1600))
    stripes.putpalette([255, 0, 0, 0, 0, 255])
    stripes.paste(1, (0, 0, 3200, 1600))
    for left in range(0, 3200, 2):
        stripes.paste(0, (left, 0, left + 1, 1600))
    red, green, blue, _ = drawn(stripes)
    assert (green, 100 < red < 155, 100 < blue < 155) == (0, True, True)


def test_a_transparent_palette_stays_transparent():
    picture = Image.new("P", (400, 300), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    assert drawn(picture, transparency=1)[3] == 0


@pytest.mark.parametrize(("size", "shown"), [((8000, 1000), (1600, 200)), ((250, 3200), (250, 3200))])
def test_a_panorama_is_scaled_as_a_whole(size, shown):
    made = reencoded(upload(size=size))
    assert (made.width, made.height) == shown


@pytest.mark.parametrize("size", [(8100, 1000), (300, 6000)])
def test_a_panorama_that_would_be_a_strip_is_refused(size):
    with pytest.raises(ValidationError, match="too long and narrow"):
        reencoded(upload(size=size))


def test_pictures_are_decoded_one_at_a_time(monkeypatch):
    waits = timedelta(milliseconds=10)
    monkeypatch.setattr(files, "WAITS_FOR", waits)
    with files._decoding, pytest.raises(ValidationError, match="Other pictures are being read"):
        reencoded(upload())
    assert reencoded(upload()).width == 400


@pytest.mark.django_db(transaction=True)
def test_a_picture_is_decoded_outside_the_transaction(client, rights, monkeypatch):
    """The desk's form runs in a transaction, which on SQLite keeps every vote waiting."""
    seen, save = [], Image.Image.save
    monkeypatch.setattr(
        Image.Image,
        "save",
        lambda *words, **options: (seen.append(connection.in_atomic_block), save(*words, **options)),
    )
    client.force_login(make_administrator())
    client.post(reverse("admin:articles_picture_add"), {**rights, "upload": upload()})
    assert Picture.objects.exists()
    assert seen[-1:] == [False]


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
