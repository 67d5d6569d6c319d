import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Picture
from articles.publishing import save_version

from ..factories import NOW, make_article, make_edition, make_section


def upload(size=(400, 300), format_="PNG", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, (0, 128, 128, 100)[: len(mode)]).save(out, format_, **options)
    return SimpleUploadedFile("picture", out.getvalue())


@pytest.fixture
def rights(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return {"alt": "A teal field", "credit": "Nobody", "licence": "CC0-1.0"}


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>'


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


def header_of(width, height):
    """A PNG that says how large it is, and holds nothing: to unpack it would be the fault."""
    ihdr = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + ihdr + zlib.crc32(ihdr).to_bytes(4) + (9).to_bytes(4) + b"IDAT"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GIF89a/*" + b"\x00" * 40 + b"*/=alert(1)", "a JPEG, PNG or WebP file is wanted"),
        (SVG, "a JPEG, PNG or WebP file is wanted"),
        (upload(format_="JPEG", size=(900, 900)).read()[:900], "The picture is damaged"),
        (header_of(10_000, 10_000), "more than 24 million pixels"),
    ],
    ids=["gif and script", "svg", "cut", "100 megapixels"],
)
def test_a_bad_file_is_refused_by_its_field_and_the_words_stay(client, publisher, rights, data, message):
    client.force_login(publisher)
    sent = {**rights, "upload": SimpleUploadedFile("x.jpg", data)}
    answer = client.post(reverse("admin:articles_picture_add"), sent)
    assert message in str(answer.context["adminform"].form.errors["upload"])
    assert 'value="A teal field"' in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.fixture
def picture(client, publisher, rights):
    client.force_login(publisher)
    client.post(reverse("admin:articles_picture_add"), {**rights, "upload": upload()})
    return Picture.objects.get()


@pytest.mark.django_db
def test_the_rights_of_a_picture_are_changed_and_its_file_is_not(client, picture, rights):
    address = reverse("admin:articles_picture_change", args=[picture.pk])
    opened = client.get(address).context["adminform"].form["opened"].value()
    changed = {**rights, "opened": opened, "credit": "Another made-up name"}
    assert client.post(address, changed).status_code == 302
    changed = Picture.objects.get()
    assert (changed.credit, changed.file.name) == ("Another made-up name", picture.file.name)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"credit": ""}, {"alt": ""}])
def test_a_change_without_its_rights_is_refused(client, picture, rights, wrong):
    answer = client.post(reverse("admin:articles_picture_change", args=[picture.pk]), rights | wrong)
    assert answer.status_code == 200
    assert Picture.objects.get().credit == rights["credit"]


@pytest.mark.django_db
def test_a_picture_names_the_pages_that_use_it(  # noqa: PLR0917 (fixtures)
    client, picture, author, publisher, reviewer, notices
):
    article = make_article(by=author, owner=author)
    article.picture = picture
    article.save()
    save_version(article, by=author, at=NOW)
    make_edition(article, by=publisher, second=reviewer)
    answer = client.get(reverse("admin:articles_picture_change", args=[picture.pk])).content.decode()
    assert ">Example</a>" in answer
    assert ">Example, edition 1</a>" in answer


@pytest.mark.django_db
def test_a_picture_is_found_by_its_words(client, picture):
    address = reverse("admin:articles_picture_offered")
    found = [client.get(address, {"q": asked}).json()["pictures"] for asked in ("teal", "nothing\x00")]
    assert [[one["words"] for one in pictures] for pictures in found] == [["A teal field"], []]


def uploaded(client, rights, file_name, **fields):
    data = {**rights, **fields, "upload": upload((500, 300))}
    data["upload"].name = file_name
    return client.post(reverse("admin:articles_picture_add"), data)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "name"), [("", "bench-at-sunrise"), ("bench", "bench")])
def test_a_picture_is_named_as_it_is_told_or_by_its_file(client, publisher, rights, typed, name):
    client.force_login(publisher)
    uploaded(client, rights, "Bench at Sunrise.PNG", name=typed)
    assert Picture.objects.get().name == name


@pytest.mark.django_db
def test_a_picture_gets_another_name(client, picture, rights):
    address = reverse("admin:articles_picture_change", args=[picture.pk])
    opened = client.get(address).context["adminform"].form["opened"].value()
    client.post(address, {**rights, "opened": opened, "name": "bench"})
    assert Picture.objects.get().name == "bench"


@pytest.mark.django_db
@pytest.mark.parametrize("file_name", ["bench.png", "??.png"], ids=["taken", "no letters"])
def test_a_picture_whose_file_gives_no_free_name_gets_another(client, publisher, picture, rights, file_name):
    Picture.objects.update(name="bench")
    client.force_login(publisher)
    uploaded(client, rights, file_name, alt="Another")
    assert Picture.objects.latest("pk").name.startswith("picture-")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Bench", "a_bench", "-a", "a--b"])
def test_a_name_that_no_text_can_write_is_refused(client, publisher, rights, name):
    client.force_login(publisher)
    assert "single hyphens between them" in uploaded(client, rights, "a.png", name=name).text


@pytest.mark.django_db
def test_a_picture_names_the_pages_whose_text_shows_it(  # noqa: PLR0917 (fixtures)
    client, picture, author, publisher, reviewer, notices
):
    body = f"Said. [study]\n\n![](picture:{picture.name})"
    make_edition(make_article(by=author, sections=[make_section(body=body)]), by=publisher, second=reviewer)
    answer = client.get(reverse("admin:articles_picture_change", args=[picture.pk])).content.decode()
    assert ">Example</a>" in answer
    assert ">Example, edition 1</a>" in answer
