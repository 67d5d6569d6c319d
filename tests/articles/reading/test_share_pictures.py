import io
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.reading.pictures import share
from articles.reading.pictures.share import (
    LEADING,
    MARGIN,
    SIZE,
    TITLE_BOTTOM,
    TITLE_TOP,
    WIDTH,
    draw,
    fitted,
    share_picture,
)

from ..public_pages import furnish, make_public_edition, withdraw

RED = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 630'><path fill='#f00' d='M0 0h1200v630H0z'/></svg>"


@pytest.fixture
def edition(db):
    furnish()
    return make_public_edition(title="A made-up page")


def make_picture(name):
    words = {"alt": "Made up", "is_decorative": False, "credit": "Nobody", "licence": "CC0 1.0"}
    return {"file": name, "width": 1200, "height": 630} | words


def address_of(edition):
    return f"/articles/{edition.slug}/editions/{edition.number}/share.jpg"


@given(st.text("WMil -é", max_size=400))
def test_every_title_fits_its_room_by_the_metrics_of_the_font(title):
    font, lines = fitted(title)
    assert all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines)
    assert len(lines) * font.size * LEADING <= TITLE_BOTTOM - TITLE_TOP


def test_a_title_is_wrapped_between_words_and_loses_none():
    _font, lines = fitted("Dealing With Treatment-Resistant Depression")
    assert lines == ["Dealing With", "Treatment-Resistant Depression"]


def test_a_title_that_is_too_long_is_cut():
    _font, lines = fitted("word " * 200)
    assert lines[-1].endswith("…")


def test_the_picture_has_the_size_that_networks_ask_for():
    assert Image.open(io.BytesIO(draw("A made-up page"))).size == SIZE


def red_points():
    out = io.BytesIO()
    Image.new("RGB", (1200, 630), (255, 0, 0)).save(out, "WEBP")
    return out.getvalue()


@pytest.mark.parametrize(("name", "data"), [("made-up.svg", RED), ("made-up.webp", red_points())], ids=["svg", "webp"])
def test_the_picture_of_the_page_is_in_it(name, data):
    name = default_storage.save(f"pictures/{name}", ContentFile(data))
    red, green, blue = Image.open(io.BytesIO(draw("A made-up page", name))).getpixel((600, 100))
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


def test_it_is_made_once(edition, settings):
    first = share_picture(edition)
    (file,) = (Path(settings.MEDIA_ROOT) / "share").iterdir()
    file.write_bytes(b"kept")
    assert (share_picture(edition), first[:2]) == (b"kept", b"\xff\xd8")


def test_another_design_makes_it_anew(edition, settings, monkeypatch):
    share_picture(edition)
    monkeypatch.setattr(share, "DESIGN", "made-up")
    share_picture(edition)
    assert len(list((Path(settings.MEDIA_ROOT) / "share").iterdir())) == 2


def test_a_folder_that_cannot_be_written_to_costs_no_picture(edition, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file"
    assert share_picture(edition)[:2] == b"\xff\xd8"


def test_a_drawing_that_is_missing_costs_no_picture_and_is_drawn_once_it_is_back(client, db):
    furnish()
    name = "pictures/made-up-and-missing.svg"
    address = address_of(make_public_edition(picture=make_picture(name)))
    without = client.get(address)
    assert (without.status_code, without.content[:2]) == (HTTPStatus.OK, b"\xff\xd8")
    default_storage.save(name, ContentFile(RED))
    assert client.get(address).content != without.content


def test_it_is_kept_for_long_and_sets_no_cookie(client, edition):
    response = client.get(address_of(edition))
    assert (response.status_code, response["Content-Type"]) == (HTTPStatus.OK, "image/jpeg")
    assert "max-age=2592000" in response["Cache-Control"]
    assert not response.cookies


def test_the_page_names_it_by_its_whole_address(client, edition):
    text = client.get(f"/articles/{edition.slug}/").content.decode()
    assert f'<meta property="og:image" content="{project.SITE_URL}{address_of(edition)}">' in text


def test_nothing_is_drawn_for_what_is_not_public(client, edition):
    coming = make_public_edition(publish_at=timezone.now() + timedelta(days=1))
    withdrawn = make_public_edition()
    withdraw(withdrawn)
    wanted = [address_of(coming), address_of(withdrawn), f"/articles/{edition.slug}/editions/99/share.jpg"]
    assert [client.get(address).status_code for address in wanted] == [HTTPStatus.NOT_FOUND] * 3
    assert not (Path(project.MEDIA_ROOT) / "share").exists()
