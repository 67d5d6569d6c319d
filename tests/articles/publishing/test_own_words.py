"""A named person's word that a sentence of the page says what a statement says."""

import pytest
from django.urls import reverse

from articles import checks, publishing
from articles.checks.safety import FIRST_WEEKS, STOPPING
from articles.models import OwnWords

from ..factories import NOW, change, make_article, make_edition, make_person, make_section

pytestmark = pytest.mark.django_db
SAID = "Made up: e.g. never stop sertraline alone."
BODY = f"First words. {SAID} Last words. [study]"
STOP_CHECK, YOUNG_CHECK = "carries-stopping-antidepressants", "carries-under-25-first-weeks"


@pytest.fixture
def article(author, notices):
    return make_article(by=author, sections=[make_section("Part", BODY)])


def blocking(article):
    document = article.versions.newest().document
    found = checks.review(document, checks.context_for(article, document, at=NOW))
    return {one.check for one in found if one.check in {STOP_CHECK, YOUNG_CHECK}}


def confirm(article, by, check=STOP_CHECK, sentence=SAID):
    return publishing.confirm_words(article, check=check, sentence=sentence, by=by, at=NOW)


def test_a_confirmed_sentence_settles_its_statement_alone(article, publisher):
    assert blocking(article) == {STOP_CHECK, YOUNG_CHECK}
    confirm(article, publisher)
    assert blocking(article) == {YOUNG_CHECK}


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("never", "you can"),
        BODY.replace(SAID, SAID[:-1] + ", or do."),
        "Sertraline. [study]",
    ],
)
def test_a_sentence_that_has_changed_counts_no_longer(article, author, publisher, body):
    confirm(article, publisher)
    change(article, by=author, sections=[make_section("Part", body)])
    assert STOP_CHECK in blocking(article)


def test_it_counts_again_where_the_sentence_is_back_and_wherever_it_stands(article, author, publisher):
    confirm(article, publisher)
    change(article, by=author, sections=[make_section("Other", f"- Words. [study]\n- {SAID}")])
    assert blocking(article) == {YOUNG_CHECK}


def test_a_sentence_of_another_page_does_not_count(article, author, publisher):
    confirm(article, publisher)
    other = make_article(by=author, slug="other", sections=[make_section("Part", BODY)])
    assert blocking(other) == {STOP_CHECK, YOUNG_CHECK}


def test_an_author_may_not_confirm_it(article, author):
    with pytest.raises(publishing.Refused, match="may approve, publish or sign"):
        confirm(article, author)


@pytest.mark.parametrize("role", ["Reviewer", "Publisher"])
def test_who_may_approve_or_publish_may(article, role):
    assert confirm(article, make_person("someone", role)).statement == STOPPING


def test_what_the_text_does_not_say_is_refused(article, publisher):
    with pytest.raises(publishing.Refused, match="no longer has this sentence"):
        confirm(article, publisher, sentence="Never said.")


def test_no_other_check_takes_own_words(article, publisher):
    with pytest.raises(publishing.Refused, match="asks for no statement"):
        confirm(article, publisher, check="author-line")


def test_the_page_shows_who_confirmed_which_sentence(article, author, reviewer, publisher, client):
    publisher.first_name, publisher.last_name = "Made", "Up"
    publisher.save()
    for check in (STOP_CHECK, YOUNG_CHECK):
        confirm(article, publisher, check=check)
    edition = make_edition(article, by=author, second=reviewer, publisher=publisher)
    assert edition.checks["own_words"] == [
        {"statement": name, "sentence": SAID, "by": "Made Up", "on": NOW.date().isoformat()}
        for name in (STOPPING, FIRST_WEEKS)
    ]
    page = client.get(edition.article.get_absolute_url()).content.decode()
    assert f"“{SAID}” says what the statement <q>{STOPPING}</q> says, confirmed by Made Up" in page


def test_a_publisher_chooses_the_sentence_at_the_desk(article, desk, publisher):
    client = desk(publisher)
    address = reverse("admin:articles_article_do", args=[article.pk, "own-words"])
    form = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f"{address}?check={STOP_CHECK}" in form
    assert f'<option value="{SAID}">' in client.get(f"{address}?check={STOP_CHECK}").content.decode()
    assert client.post(address, {"check": STOP_CHECK, "sentence": SAID}).status_code == 302
    made = OwnWords.objects.get()
    assert (made.statement, made.sentence, made.by) == (STOPPING, SAID, publisher)


def test_an_author_is_not_offered_it(article, desk, author):
    address = reverse("admin:articles_article_do", args=[article.pk, "own-words"])
    client = desk(author)
    assert address not in client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    client.post(address, {"check": STOP_CHECK, "sentence": SAID})
    assert not OwnWords.objects.exists()
