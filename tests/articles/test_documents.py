import pytest

from articles.comparison.diff import compare
from articles.documents import (
    LARGEST_DOCUMENT,
    SHORTEST_LINE,
    apply_document,
    freeze,
    place_in_topics,
    renumber,
    size_of,
    why_too_large,
)
from articles.models import Article, Picture
from articles.publishing import Refused, save_version
from articles.publishing.edition_content import text_of
from tests.moments import iso_day

from .factories import make_article, make_document, make_section, make_source, make_topic

pytestmark = pytest.mark.django_db


def test_a_frozen_document_that_is_applied_stays_the_same():
    make_topic()
    picture = Picture.objects.create(sha256="0" * 64, file="pictures/a.webp", width=10, height=20, alt="A tree")
    document = make_document(
        topics=["examples"],
        tags=["depression"],
        reviewed_on=iso_day(-2),
        poll="a-poll",
        picture={"id": picture.pk},
        sections=[make_section("Two"), make_section("One")],
        sources=[make_source("b", accessed_on=iso_day(-1)), make_source("a")],
    )
    article = apply_document(document, Article())
    frozen = freeze(Article.objects.get(pk=article.pk))
    assert frozen | {"picture": None} == document | {"picture": None}
    assert (frozen["picture"]["file"], frozen["picture"]["alt"]) == ("pictures/a.webp", "A tree")


def test_applying_a_document_replaces_what_was_there():
    article = make_article()
    apply_document(make_document(sections=[make_section("Only")], sources=[]), article)
    assert [section["heading"] for section in freeze(article)["sections"]] == ["Only"]
    assert freeze(article)["sources"] == []


def test_a_topic_or_picture_that_is_gone_is_left_out():
    article = apply_document(make_document(topics=["gone"], picture={"id": 99}), Article())
    assert (freeze(article)["topics"], freeze(article)["picture"]) == ([], None)


def test_a_topic_that_keeps_an_article_keeps_its_place():
    kept, added = make_topic("kept"), make_topic("added")
    article = make_article(topics=["kept"])
    article.placements.update(position=7)
    place_in_topics(article, ["kept", "added"])
    assert [kept.placements.get().position, added.placements.get().position] == [7, 0]


def test_places_are_numbered_anew_in_their_order():
    article = make_article(sections=[make_section("One"), make_section("Two")])
    article.sections.filter(heading="One").update(position=32_000)
    renumber(article)
    assert list(article.sections.values_list("position", "heading")) == [(1, "Two"), (2, "One")]


def test_freezing_asks_for_topics_sections_and_sources_once(django_assert_num_queries):
    article = Article.objects.select_related("picture").get(pk=make_article().pk)
    with django_assert_num_queries(3):
        freeze(article)


def make_picture(name="bench", **fields):
    shown = {"file": "pictures/b.webp", "width": 900, "height": 600, "alt": "A made-up bench"}
    rights = {"credit": "Nobody", "licence": "CC0-1.0"}
    return Picture.objects.create(name=name, sha256=f"{Picture.objects.count():064}", **shown | rights | fields)


IN_TEXT = "Said. [study]\n\n![](picture:bench)\n\n![Two](picture:tree)\n\n![](picture:bench)\n\n![](picture:nowhere)"


def test_a_document_holds_the_pictures_that_its_text_names_each_once():
    made = [make_picture("tree"), make_picture()]
    frozen = freeze(make_article(sections=[make_section(body=IN_TEXT)]))["pictures"]
    assert [(picture["name"], picture["id"]) for picture in frozen] == [("bench", made[1].pk), ("tree", made[0].pk)]


def test_a_picture_that_is_described_anew_leaves_what_was_frozen():
    picture = make_picture()
    article = make_article(sections=[make_section(body=IN_TEXT)])
    before = freeze(article)
    Picture.objects.filter(pk=picture.pk).update(alt="Another bench")
    after = freeze(article)
    assert [before["pictures"][0]["alt"], after["pictures"][0]["alt"]] == ["A made-up bench", "Another bench"]
    assert [part.label for part in compare(before, after).fields] == ["Pictures in the text"]


def test_pictures_of_the_text_cost_one_query(django_assert_num_queries):
    make_picture()
    article = make_article(sections=[make_section(body=IN_TEXT)])
    article.refresh_from_db()
    with django_assert_num_queries(4):
        freeze(article)


def test_the_plain_text_of_a_page_holds_the_librarys_words_for_a_picture():
    make_picture()
    assert "A made-up bench" in text_of(freeze(make_article(sections=[make_section(body=IN_TEXT)])))


def test_a_page_is_bounded_as_a_whole():
    line = "w" * (LARGEST_DOCUMENT // 60 - 1)
    sections = [make_section(f"Part {number}", line) for number in range(60)]
    assert why_too_large(make_document(sections=sections[:50])) == ""
    assert f"{LARGEST_DOCUMENT:,} are the most" in why_too_large(make_document(sections=[*sections, *sections]))


@pytest.mark.parametrize(
    ("body", "size"),
    [("a" * 100, 100), ("a\n" * 10, 10 * SHORTEST_LINE + 1), ("\n" * 10, 11), ("- a\n\n- b", 2 * SHORTEST_LINE + 1)],
    ids=["long line", "short lines", "empty lines", "items"],
)
def test_a_short_line_counts_for_the_time_that_it_takes(body, size):
    without = size_of(make_document(sections=[make_section(body="")]))
    assert size_of(make_document(sections=[make_section(body=body)])) - without == size - 1


def test_a_page_that_is_too_large_becomes_no_version(author):
    article = make_article(by=author)
    article.sections.update(body="a\n" * 3_000)
    with pytest.raises(Refused, match="Divide it into two pages"):
        save_version(article, by=author)
