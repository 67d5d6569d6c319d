import pytest

from articles.publishing import edition_content

from ..factories import NOW, make_document, make_edition, make_section, make_source


def test_sections_have_ids_of_their_headings_and_none_twice():
    document = make_document(
        sections=[make_section("Getting help"), make_section("Getting help"), make_section("Sources")]
    )
    assert [section["id"] for section in edition_content.render(document)["sections"]] == [
        "getting-help",
        "getting-help-2",
        "sources-2",
    ]


def test_sources_stand_in_the_order_of_their_first_citation():
    document = make_document(
        sections=[make_section(body="[b]"), make_section("More", "[a] [b]")],
        sources=[make_source("a"), make_source("b")],
    )
    sources = edition_content.render(document)["sources"]
    assert [(source["number"], source["id"], source["key"], source["back_links"]) for source in sources] == [
        (1, "source-1", "b", ["citation-1-1", "citation-1-2"]),
        (2, "source-2", "a", ["citation-2-1"]),
    ]


def test_a_source_that_nobody_cites_comes_last():
    document = make_document(sources=[make_source("spare"), make_source("study")])
    assert [(source["number"], source["key"]) for source in edition_content.render(document)["sources"]] == [
        (1, "study"),
        (2, "spare"),
    ]


def test_the_text_for_search_holds_all_words_and_no_marks():
    text = edition_content.text_of(make_document(sections=[make_section("Head", "**Bold** [study]")]))
    assert text.split("\n") == ["Example", "A made-up page.", "One point.", "One question?", "Bold", "Head"]


@pytest.mark.django_db
def test_a_preview_has_the_next_number_and_is_not_saved(draft, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    unsaved = edition_content.unsaved(draft, make_document(title="Next"), at=NOW)
    assert (unsaved.number, unsaved.document["title"], draft.editions.count()) == (2, "Next", 1)
