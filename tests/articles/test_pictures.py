import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Picture
from articles.pictures import SMALLER_WIDTHS, reencoded, smaller_copy, smaller_widths


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


@pytest.mark.django_db
def test_a_publisher_uploads_a_picture_with_its_rights(client, publisher, rights):
    client.force_login(publisher)
    answer = client.post(reverse("admin:articles_picture_add"), {**rights, "upload": upload()})
    assert answer.status_code == 302
    picture = Picture.objects.get()
    assert picture.file.name == f"pictures/{picture.sha256}.webp"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"alt": ""}, {"alt": "A field", "is_decorative": "on"}, {"credit": ""}, {"licence": ""}],
    ids=["no alt", "alt of a decoration", "no credit", "no licence"],
)
def test_a_picture_without_its_rights_is_refused(client, publisher, rights, wrong):
    client.force_login(publisher)
    client.post(reverse("admin:articles_picture_add"), {**rights, "upload": upload(), **wrong})
    assert not Picture.objects.exists()


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


@pytest.mark.parametrize(
    "address", ["w481/pictures/wide.webp", "w480/pictures/none.webp", "w480/../secret_key", "w480/a.svg"]
)
def test_no_other_copy_can_be_had(client, wide, address):
    assert client.get(f"/media/{address}").status_code == 404
