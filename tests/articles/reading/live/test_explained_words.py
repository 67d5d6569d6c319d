"""Hard words and medicines are explained where a page first names them, and on a page of their own."""

import re
from http import HTTPStatus

import pytest
from django.urls import reverse

from articles.markdown.rendering import stored_html, with_explanations
from articles.medicines.register import ClassRow, MedicineRow, Register, TradeNameRow
from articles.models import GlossaryWord
from articles.reading.live.explained_words import ExplainedWords

from ...public_pages import furnish, make_public_edition

REGISTER = Register.from_rows(
    [ClassRow("made-up group", ["MUG"], "wide group", False), ClassRow("wide group", [], None, False)],
    [MedicineRow("madeupine", [], "made-up group"), MedicineRow("otherine", [], "wide group")],
    [
        TradeNameRow("Aaa", "madeupine", False, "AU"),
        TradeNameRow("Zzz", "madeupine", False, "AU GB US"),
        TradeNameRow("Both", "madeupine", False),
        TradeNameRow("Both", "otherine", False),
        TradeNameRow("舍曲林", "madeupine", False),
    ],
)
WORDS = ExplainedWords({"hard": "Not easy.", "both": "An editor's words.", "can't": "Is not able to."}, REGISTER)
MADEUPINE = "madeupine: a medicine of the group “made-up group”. Sold, for example, as Zzz, Aaa, Both."


def explained(*texts):
    """{word: (its slug, what it means)}, as the HTML has them."""
    on_a_page = WORDS.on_a_page()
    html = "".join(with_explanations(stored_html(text), on_a_page) for text in texts)
    found = re.findall(r'<a class="word" href="/words/([^"]*)/" data-meaning="([^"]*)">([^<]*)</a>', html)
    return {word: (slug, meaning) for slug, meaning, word in found}


@pytest.mark.parametrize(
    ("text", "word", "slug", "meaning"),
    [
        ("A hard word.", "hard", "hard", "hard: Not easy."),
        ("HARD words.", "HARD", "hard", "hard: Not easy."),
        ("Take madeupine.", "madeupine", "madeupine", MADEUPINE),
        ("Take Zzz.", "Zzz", "madeupine", MADEUPINE),
        ("A MUG.", "MUG", "made-up-group", "made-up group: a group of medicines, a kind of wide group."),
        ("Take Both.", "Both", "both", "both: An editor&#x27;s words."),
    ],
    ids=["glossary", "capitals", "substance", "trade name", "group", "editor before register"],
)
def test_a_word_is_a_link_with_its_meaning(text, word, slug, meaning):
    assert explained(f"<p>{text}</p>") == {word: (slug, meaning)}


def test_a_group_that_belongs_to_no_other_explains_nothing():
    assert explained("<p>A wide group.</p>") == {}


def test_a_name_without_an_address_of_its_own_is_no_link():
    medicines = [MedicineRow(name, [], "group") for name in ("舍曲林", "one/two")]
    register = Register.from_rows([ClassRow("group", [], None, False)], medicines, [])
    words = ExplainedWords({"舍": "Made up.", "hard": "Not easy."}, register)
    assert [found[2] for found in words.on_a_page()("舍 舍曲林 one/two hard")] == ["/words/hard/"]


def test_the_address_of_a_word_leads_to_it():
    assert WORDS.about("cant") == ("can't", "Is not able to.")


def test_a_word_is_explained_once_on_a_page():
    assert list(explained("<p>A MUG with Zzz.</p>", "<p>madeupine, a MUG, and hard.</p>")) == ["MUG", "Zzz", "hard"]


@pytest.mark.parametrize("tag", ["a", "h3", "summary", "caption", "th", "figcaption"])
def test_no_word_is_explained_within(tag):
    assert list(explained(f"<{tag}>hard</{tag}><p>Zzz</p>")) == ["Zzz"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Less &lt; more &amp; it’s “said”.</p>",
        '<p><img alt="a > b, hard">Words.</p>',
        '<div data-statement="hard"></div>',
        "<p>amp &amp; lt &lt;</p>",
    ],
)
def test_what_is_not_explained_stays_as_it_was(html):
    assert with_explanations(stored_html(html), WORDS.on_a_page()) == html


def test_a_text_with_a_word_stays_escaped():
    html = with_explanations(stored_html("<p>hard &lt;script&gt; &amp; it's</p>"), WORDS.on_a_page())
    assert html.endswith(">hard</a> &lt;script&gt; &amp; it's</p>")


def test_an_apostrophe_in_a_name_stays_as_it_was():
    words = ExplainedWords({"don't": "Made up."}, REGISTER)
    html = with_explanations(stored_html("<p>don't</p>"), words.on_a_page())
    assert html.endswith(">don't</a></p>")


def test_a_meaning_leaves_no_attribute():
    words = ExplainedWords({"hard": '"><script>alert(1)</script>'}, REGISTER)
    html = with_explanations(stored_html("<p>hard</p>"), words.on_a_page())
    assert "<script" not in html
    assert html.count('"') == 6


@pytest.fixture
def article(db, client):
    """Draws an article that names what the delivered register and an editor know."""
    furnish()
    body = "A madeupword, and sertraline. [study]"
    make_public_edition(slug="made-up-page", sections=[{"heading": "Care", "aspect": "risks", "body": body}])
    return lambda: client.get("/articles/made-up-page/").text


def test_an_articles_page_explains_and_its_edition_stays_as_it_was(article, client):
    GlossaryWord.objects.create(word="madeupword", meaning="Test data.")
    assert 'href="/words/sertraline/"' in article()
    assert 'data-meaning="madeupword: Test data."' in article()
    assert 'class="word"' not in client.get("/articles/made-up-page/editions/1/").text


def test_a_change_of_the_glossary_shows_at_once(article):
    assert "madeupword:" not in article()
    word = GlossaryWord.objects.create(word="madeupword", meaning="Test data.")
    assert "madeupword: Test data." in article()
    GlossaryWord.objects.update(meaning="Newer words.")
    assert "madeupword: Newer words." in article()
    word.delete()
    assert "madeupword:" not in article()


@pytest.mark.parametrize(
    ("slug", "words"),
    [("madeupword", "Test data."), ("sertraline", "selective serotonin"), ("st-johns-wort", "a medicine of the group")],
)
def test_a_word_has_a_page_that_carries_help_lines_and_disclaimer(article, client, slug, words):
    GlossaryWord.objects.create(word="madeupword", meaning="Test data.")
    text = client.get(reverse("articles:word", args=[slug])).text
    assert words in text
    assert "000 111" in text
    assert "Made-up disclaimer." in text


@pytest.mark.parametrize("slug", ["no-such-word", "sertraline-and-more", "antidepressant"])
def test_a_word_that_nobody_explained_has_no_page(article, client, slug):
    assert client.get(f"/words/{slug}/").status_code == HTTPStatus.NOT_FOUND
