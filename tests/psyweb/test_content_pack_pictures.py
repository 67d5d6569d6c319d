"""Pictures that a pack's texts show, and the bound on a page of a pack."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from articles.models import Edition, Picture
from articles.models.pictures import name_by
from psyweb.content_pack import PackRefused, load, read_pack

from .test_content_pack import CONTENT, pack, site, spoil  # noqa: F401 (fixtures)

# The newest edition of a page.
FILE = max(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("articles/talking-therapies.edition-*.md"))
HEAD = "\n## "
BENCH = "bench-at-sunrise"
OWN = """pictures:
  - file: two-chairs.svg
    alt: Two made-up chairs
    credit: Nobody
    licence: CC0-1.0
"""


def show(pack, name):  # noqa: F811
    """Let the first section of the page begin with the picture."""
    text = (pack / FILE).read_text()
    first = text.index("\n", text.index(HEAD) + 1)
    (pack / FILE).write_text(f"{text[:first]}\n\n![](picture:{name})\n{text[first:]}")


def faults(pack):  # noqa: F811
    with pytest.raises(PackRefused) as refused:
        load(read_pack(pack))
    return str(refused.value)


def test_a_text_shows_a_drawing_by_its_files_name(site, pack):  # noqa: F811
    show(pack, BENCH)
    load(read_pack(pack))
    edition = Edition.objects.filter(slug="talking-therapies").latest("number")
    assert [picture["name"] for picture in edition.document["pictures"]] == [BENCH]
    assert '<figure class="picture">' in edition.html["sections"][0]["html"]


def test_a_name_that_no_page_of_the_pack_has_rights_for_is_refused_with_its_line(site, pack):  # noqa: F811
    show(pack, "nowhere")
    line = (pack / FILE).read_text().split("\n").index("![](picture:nowhere)") + 1
    assert f"{FILE}:{line}: There is no picture “nowhere” in the pack." in faults(pack)


def test_the_rights_of_a_picture_that_only_texts_show_stand_in_front(site, pack):  # noqa: F811
    (pack / "images/made-up.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>')
    spoil(pack, FILE, "sources:\n", OWN.replace("two-chairs", "made-up") + "sources:\n")
    show(pack, "made-up")
    load(read_pack(pack))
    assert Picture.objects.get(name="made-up").alt == "Two made-up chairs"


def test_a_drawing_with_two_alternatives_is_refused(pack):  # noqa: F811
    spoil(pack, FILE, "sources:\n", OWN + "sources:\n")
    assert "has another alt elsewhere" in faults(pack)


def test_a_drawing_that_was_stored_without_a_name_gets_that_of_its_file(site, pack):  # noqa: F811
    load(read_pack(pack))
    bench = Picture.objects.get(name=BENCH)
    Picture.objects.filter(pk=bench.pk).update(name=name_by(bench.sha256))
    load(read_pack(pack))
    assert Picture.objects.get(name=BENCH) == bench


def test_a_drawing_that_is_drawn_anew_takes_over_its_name(site, pack):  # noqa: F811
    load(read_pack(pack))
    before = Picture.objects.get(name=BENCH)
    (pack / f"images/{BENCH}.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>')
    load(read_pack(pack))
    assert Picture.objects.get(name=BENCH).width == 10
    before.refresh_from_db()
    assert before.name == name_by(before.sha256)


def test_a_name_that_the_desk_gave_to_an_upload_is_refused(site, pack):  # noqa: F811
    Picture.objects.create(
        name=BENCH, sha256=hashlib.sha256(b"x").hexdigest(), file=ContentFile(b"x", "a.webp"), width=1, height=1
    )
    assert f"images/{BENCH}.svg:1: Another picture of the library has the short name “{BENCH}” already." in faults(pack)
    assert not Edition.objects.exists()


def test_a_page_that_is_too_large_is_refused(pack):  # noqa: F811
    spoil(pack, FILE, HEAD, f"\n## Long {{aspect=overview}}\n\n{'a made-up word ' * 4_000}\n{HEAD}")
    assert f"{FILE}:1: This page has 6" in faults(pack)
