import pytest

from articles.documents import apply_document, freeze, place_in_topics, renumber
from articles.models import Article, Picture
from tests.moments import iso_day

from .factories import make_article, make_document, make_section, make_source, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.dated
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
