"""What was stored in an earlier shape, or before a field was there, is read, compared and saved like any other."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.db.models import JSONField, Value
from django.urls import reverse
from django.utils.dateparse import parse_date

from articles.documents import apply_document, freeze
from articles.models import Article, Edition, Picture, Status, Version
from articles.publishing import restore, save_version
from articles.schema import stored
from articles.schema.definition import ARTICLE, PICTURE, SOURCE, blank
from articles.schema.stored import SHAPE, UPGRADES, Upgrade, read_document, read_rendered, to_stored
from articles.signatures.harmless import differences
from articles.upkeep.links.collection import addresses

from .desk_pages import page, posted
from .factories import change, make_topic
from .public_pages import LONG_AGO, furnish

SHAPES = Path(__file__).parent / "shapes"
# Without these there is no article, no section and no source; any other field may be one that was added later.
FROM_THE_FIRST = {"title", "slug", "sections", "sources", "key", "kind", "id", "file", "width", "height"}


def shape(number):
    return json.loads((SHAPES / f"shape-{number}.json").read_text())


def only_first(row):
    return {name: value for name, value in row.items() if name in FROM_THE_FIRST}


def before_any_later_field(kept):
    """The same, as it would have been stored before every field that can be added later."""
    document = only_first(kept["document"])
    document["sources"] = [only_first(source) | {"title": source["title"]} for source in document["sources"]]
    drawn = {"number", "id", "key", "kind", "title", "back_links"}
    html = kept["edition"]["html"]
    bare = [{name: value for name, value in source.items() if name in drawn} for source in html["sources"]]
    return {
        "document": document,
        "edition": kept["edition"] | {"html": {**html, "sources": bare}, "summary": "", "review_due_on": None},
    }


def before_later_fields_of_the_picture(kept):
    return kept | {"document": kept["document"] | {"picture": only_first(kept["document"]["picture"])}}


AGES = {
    "as it was": lambda kept: kept,
    "before any later field": before_any_later_field,
    "before later fields of the picture": before_later_fields_of_the_picture,
}
EVERY = [pytest.param((number, age), id=f"shape {number}, {age}") for number in range(1, SHAPE + 1) for age in AGES]


@pytest.fixture(params=EVERY)
def kept(request):
    number, age = request.param
    return AGES[age](shape(number))


@pytest.fixture
def edition(kept, publisher, settings):
    """The edition in the database, as raw as it was stored, with the working copy that it came from."""
    furnish()
    make_topic()
    frozen = read_document(kept["document"])
    picture = shape(1)["document"]["picture"]
    Picture.objects.create(sha256="0" * 64, **picture | (frozen["picture"] or {}))
    article = apply_document(frozen, Article(owner=publisher))
    version = Version.objects.create(
        article=article, number=1, document=Value(kept["document"], JSONField()), saved_by=publisher
    )
    about = kept["edition"]
    raw = {"html": Value(about["html"], JSONField()), "review_due_on": parse_date(about["review_due_on"] or "")}
    made = Edition.objects.create(
        article=article, number=1, version=version, published_by=publisher, publish_at=LONG_AGO, **about | raw
    )
    Article.objects.filter(pk=article.pk).update(status=Status.PUBLISHED)
    return Edition.objects.get(pk=made.pk)


def test_there_is_one_of_every_shape():
    assert {path.name for path in SHAPES.glob("*.json")} == {f"shape-{number}.json" for number in range(1, SHAPE + 1)}


@pytest.mark.parametrize(
    "address",
    ["made-up/", "made-up/editions/", "made-up/editions/1/", "made-up/editions.atom", "../feed.atom"],
)
def test_readers_get_every_page(client, edition, address):
    assert client.get(urljoin("/articles/", address)).status_code == 200


def test_readers_get_what_changed_since(client, edition, publisher):
    change(edition.article, by=publisher, summary="Another summary.")
    version = edition.article.versions.newest()
    Edition.objects.create(
        article=edition.article, number=2, version=version, slug="made-up", title="Changed", summary="Another summary.",
        html=edition.html, text="", change_class="rewording", change_note="Why.", checks={}, published_by=publisher,
        publish_at=LONG_AGO,
    )  # fmt: skip
    answer = client.get("/articles/made-up/editions/2/")
    assert answer.status_code == 200
    assert [str(part.label) for part in answer.context["changes"].fields] == ["Summary"]


def test_the_api_tells_every_field(client, edition):
    answer = client.get("/api/articles/made-up/")
    assert answer.status_code == 200
    assert answer.json()["author"] == edition.document["author"]


def test_its_picture_to_share_is_drawn(client, edition):
    address = reverse("articles:share_picture", args=["made-up", 1])
    assert client.get(address).status_code == 200


def test_an_untouched_save_makes_no_version(edition, publisher):
    save_version(edition.article, by=publisher, expected=1)
    assert edition.article.versions.count() == 1


def test_an_untouched_form_makes_no_version(edition, desk, publisher):
    answer = desk(publisher).post(page("change", edition.article_id), posted(edition.article))
    assert answer.status_code == 302, answer.context["errors"]
    assert edition.article.versions.count() == 1
    assert Article.objects.get(pk=edition.article_id).status == Status.PUBLISHED


def test_it_comes_back_as_it_was(edition, publisher):
    change(edition.article, by=publisher, title="Another", author="Another", key_points=["Another."], sources=[])
    restore(Version.objects.get(article=edition.article, number=1), by=publisher)
    assert freeze(Article.objects.get(pk=edition.article_id)) == edition.document


def test_the_desk_compares_it(edition, desk, publisher):
    change(edition.article, by=publisher, title="Another")
    answer = desk(publisher).get(page("compare", edition.article_id), {"old": 1, "new": 2})
    assert [str(part.label) for part in answer.context["changes"].fields] == ["Title"]


def test_two_texts_that_began_with_it_are_joined(edition, desk, publisher):
    """Invariant 9."""
    data = posted(edition.article, summary="Mine.")
    change(edition.article, by=publisher, title="Theirs")
    client = desk(publisher)
    met = client.post(page("change", edition.article_id), data)
    client.post(page("settle", edition.article_id), {"kept": met.context["kept"]})
    article = Article.objects.get(pk=edition.article_id)
    assert (met.status_code, article.title, article.summary) == (409, "Theirs", "Mine.")


def test_the_checks_and_the_preview_read_it(edition, desk, publisher):
    assert desk(publisher).get(page("preview", edition.article_id), {"version": 1}).status_code == 200


def test_a_signature_holds_for_it(edition):
    assert not list(differences(edition.document, freeze(edition.article), is_medicine_word=lambda _word: False))


def test_its_links_are_gathered(edition):
    assert edition.document["sources"][0]["url"] in {"", *addresses()}


@pytest.mark.parametrize("field", ARTICLE, ids=lambda field: field.name)
def test_what_a_document_lacks_is_given_its_default(field):
    document = blank()
    del document[field.name]
    assert read_document(document) == blank()


ROW_FIELDS = [("sources", each) for each in SOURCE] + [("picture", each) for each in PICTURE]


@pytest.mark.parametrize(("rows", "field"), ROW_FIELDS)
def test_what_a_row_lacks_is_given_its_default(rows, field):
    document = shape(1)["document"]
    row = document["picture"] if rows == "picture" else document["sources"][0]
    row.pop(field.name, None)  # A field that came later is not in it.
    read = read_document(document)[rows]
    assert (read if rows == "picture" else read[0])[field.name] == field.empty()


def test_a_field_that_the_definition_has_no_more_is_left_out():
    assert read_document({**blank(), "gone": "words"}) == blank()


def test_what_is_stored_says_its_shape(edition, publisher):
    change(edition.article, by=publisher, title="Another")
    raw = Version.objects.filter(number=2).values_list("document__shape", flat=True).get()
    assert raw == SHAPE


def test_an_older_shape_goes_through_its_upgrades(monkeypatch):
    """A field that was renamed: from “headline” to “title”."""
    way = Upgrade(
        document=lambda old: {**old, "title": old["headline"]},
        rendered=lambda old: {**old, "sources": [{"title": one["headline"]} for one in old["sources"]]},
    )
    monkeypatch.setattr(stored, "SHAPE", SHAPE + 1)
    monkeypatch.setitem(UPGRADES, SHAPE, way)
    assert read_document({"headline": "Words", "shape": SHAPE})["title"] == "Words"
    rendered = {"sections": [], "sources": [{"headline": "Words"}], "shape": SHAPE}
    assert read_rendered(rendered)["sources"][0]["title"] == "Words"
    assert read_document(to_stored(blank() | {"title": "Words"}))["title"] == "Words"
