import pytest

from articles import publishing
from articles.medicines import packed_register, pages

from ..factories import make_article, make_edition, make_help_line, make_section

SAYS = {
    "carries-stopping-antidepressants": "Do not stop antidepressants without your doctor.",
    "carries-under-25-first-weeks": "Under 25, thoughts of suicide can increase in the first weeks.",
}
SAFE = " ".join(SAYS.values())


@pytest.fixture
def publish(author, reviewer, publisher, notices):
    make_help_line()

    def publish(title, body, *, is_safe=True):
        slug = title.lower().replace(" ", "-")
        words = f"{body} [study]\n\n{SAFE}" if is_safe else f"{body} [study]"
        article = make_article(
            by=author, owner=author, title=title, slug=slug, tags=["depression"], sections=[make_section(body=words)]
        )
        for check, sentence in SAYS.items() if is_safe else ():
            publishing.confirm_words(article, check=check, sentence=sentence, by=publisher)
        return make_edition(article, by=publisher, second=reviewer)

    return publish


def naming(name):
    known = packed_register()
    asked = pages.asked_for(name, known)
    return [
        (page.edition.title, page.is_by_class)
        for page in pages.with_places(pages.live_pages(asked, known), asked, known)
    ]


def test_finds_pages_by_every_name_of_the_substance_then_by_its_class(publish):
    publish("By trade name", "Some take Pro\u00adzac.")
    publish("By substance", "Fluoxetines exist.")
    publish("By class", "SSRIs exist.")
    publish("About another", "Zoloft exists.", is_safe=True)
    publish("About none", "Words.", is_safe=False)
    found = naming("Sarafem")
    assert found[:2] == [("By substance", False), ("By trade name", False)]
    assert set(found[2:]) == {("By class", True), ("About another", True)}  # Both speak of antidepressants.


def test_a_class_is_named_by_its_medicines(publish):
    publish("Page", "Valium exists.", is_safe=False)
    assert naming("benzos") == [("Page", False)]


def test_the_words_around_it_are_shown_with_their_place(publish):
    publish("Page", "Before it. Some take Valium at night.", is_safe=False)
    known = packed_register()
    asked = pages.asked_for("diazepam", known)
    ((place, *_more),) = [page.places for page in pages.with_places(pages.live_pages(asked, known), asked, known)]
    assert place == pages.Place("What it is", "Before it. Some take ", "Valium", " at night.")


def test_one_query_whatever_the_number_of_pages(publish, django_assert_num_queries):
    publish("Page", "Valium exists.", is_safe=False)
    publish("Another page", "Valium exists.", is_safe=False)
    known = packed_register()
    asked = pages.asked_for("Valium", known)
    with django_assert_num_queries(1):
        keys = pages.live_pages(asked, known)
    with django_assert_num_queries(1):
        assert len(pages.with_places(keys, asked, known)) == 2


@pytest.mark.parametrize("name", ["", "nothing", "Prozac and Zoloft", "the Prozac"])
def test_no_medicine_of_this_name(name):
    assert pages.asked_for(name, packed_register()) is None
