import json
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import IndexTerm, Notice, Placement
from psyweb.joins import write_guards
from tests.moments import in_words

from ..factories import make_source
from ..public_pages import LONG_AGO, furnish, make_public_edition, make_topic, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


def page_of(edition):
    return f"/articles/{edition.slug}/"


def text_of(response):
    return response.content.decode()


def due_days_ago(days):
    return (timezone.now() - timedelta(days=days)).date().isoformat()


@pytest.mark.parametrize(
    "carried",
    [
        pytest.param("Made-up disclaimer", id="disclaimer"),
        pytest.param('href="tel:000111"', id="help line"),
        pytest.param("a made-up sign", id="warning signs"),
        pytest.param("A test author", id="author"),
        pytest.param("Not yet reviewed by a clinician", id="no reviewer"),
        pytest.param("One made-up point.", id="key point"),
        pytest.param("One made-up question?", id="question"),
        pytest.param('href="#source-1"', id="citation"),
        pytest.param('href="#citation-1-1"', id="back link"),
        pytest.param("read through a news report", id="how a source was read"),
        pytest.param("January 2024", id="date of a source"),
        pytest.param("Approved by a second person", id="approval"),
        pytest.param('href="#what-it-is"', id="contents"),
        pytest.param("1 minute to read", id="reading time in the list of others"),
    ],
)
def test_an_article_carries(client, carried):
    make_public_edition()
    assert carried in text_of(client.get(page_of(make_public_edition())))


def test_an_article_is_drawn_from_its_edition_not_from_the_working_copy(client):
    edition = make_public_edition(title="Title of the edition")
    edition.article.title = "Title of the draft"
    edition.article.save()
    assert "Title of the draft" not in text_of(client.get(page_of(edition)))


def test_an_article_without_a_disclaimer_in_force_is_not_sent(client):
    edition = make_public_edition()
    write_guards.lift()
    Notice.objects.filter(slug="disclaimer").delete()
    with pytest.raises(Notice.DoesNotExist):
        client.get(page_of(edition))


def test_an_edition_of_tomorrow_is_not_read_today(client):
    edition = make_public_edition(publish_at=timezone.now() + timedelta(days=1))
    assert client.get(page_of(edition)).status_code == HTTPStatus.NOT_FOUND


def test_a_withdrawn_page_is_gone_with_its_reason_and_the_help_lines(client):
    edition = make_public_edition()
    withdraw(edition, reason="It was wrong.")
    response = client.get(page_of(edition))
    assert response.status_code == HTTPStatus.GONE
    assert "It was wrong." in text_of(response)
    assert 'href="tel:000111"' in text_of(response)


def test_an_earlier_address_leads_to_the_live_one(client):
    first = make_public_edition(slug="old-address")
    make_public_edition(article=first.article, slug="new-address")
    response = client.get("/articles/old-address/")
    assert (response.status_code, response["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, "/articles/new-address/")


def test_an_address_that_was_left_and_taken_again_leads_on_without_a_loop(client):
    first = make_public_edition(slug="here")
    make_public_edition(article=first.article, slug="there")
    make_public_edition(article=first.article, slug="here")
    assert client.get("/articles/here/").status_code == HTTPStatus.OK
    assert client.get("/articles/there/")["Location"] == "/articles/here/"


def test_an_unknown_address_is_not_found(client):
    assert client.get("/articles/never-was/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.dated
@pytest.mark.usefixtures("within_a_day")
@pytest.mark.parametrize(
    ("overdue_days", "has_banner", "is_noindex"),
    [
        pytest.param(-1, False, False, id="due tomorrow"),
        pytest.param(1, True, False, id="due yesterday"),
        pytest.param(90, True, False, id="last day of grace"),
        pytest.param(91, True, True, id="after the grace"),
    ],
)
def test_an_overdue_page_says_so_and_leaves_search_engines_after_a_while(client, overdue_days, has_banner, is_noindex):
    text = text_of(client.get(page_of(make_public_edition(review_due_on=due_days_ago(overdue_days)))))
    assert ("due for a check" in text) is has_banner
    assert ('content="noindex"' in text) is is_noindex


def test_the_panel_shows_who_overrode_which_check_and_why(client):
    override = {"check": "author", "reason": "Kept as history.", "by": "content-pack", "expires_on": None}
    edition = make_public_edition(checks={"found": [], "overrides": [override], "approval": "content pack"})
    text = text_of(client.get(page_of(edition)))
    assert "Kept as history." in text
    assert "not approved by a second person" in text


@pytest.mark.parametrize(
    ("check", "words"),
    [("second-person", "No second person approved this text."), ("author-line", "Say who wrote the page.")],
)
def test_the_panel_says_in_words_which_check_was_overridden(client, check, words):
    found = [
        {"check": "author-line", "level": "block", "standard": "", "message": "Say who wrote the page.", "where": ""}
    ]
    override = {"check": check, "reason": "Made up.", "by": "Nobody", "expires_on": None}
    text = text_of(client.get(page_of(make_public_edition(checks={"found": found, "overrides": [override]}))))
    assert f"<strong>{words}</strong> Made up." in text


SIGNED_ON = LONG_AGO.date().isoformat()
SIGNED = {
    "found": [],
    "signature": {
        "name": "A reviewer made up for a test",
        "role": "made-up role",
        "signed_on": SIGNED_ON,
        "version": 1,
    },
}


def to_confirm(name, message):
    return {"check": name, "level": "attest", "standard": "A made-up one", "message": message, "where": ""}


def test_the_panel_tells_what_somebody_confirmed_from_what_nobody_did(client):
    found = [to_confirm("claims", "Every claim was compared."), to_confirm("balance", "The text is balanced.")]
    attested = [{"check": "claims", "by": "A publisher made up for a test"}]
    checks = {"found": found, "overrides": [], "approval": "second person", "attested": attested}
    text = text_of(client.get(page_of(make_public_edition(checks=checks))))
    assert '<li>Every claim was compared. <span class="small">(A publisher made up for a test)</span></li>' in text
    assert "nobody has confirmed (1)" in text
    assert "<li>The text is balanced.</li>" in text
    assert "found nothing to say" in text


def test_a_picture_comes_in_sizes_with_room_kept_for_it(client):
    picture = {"id": 1, "alt": "Made up.", "is_decorative": False, "credit": "Nobody", "licence": "CC0-1.0"}
    points = picture | {"file": "pictures/made-up.webp", "width": 1000, "height": 500}
    text = text_of(client.get(page_of(make_public_edition(picture=points))))
    assert 'src="/media/pictures/made-up.webp" width="1000" height="500"' in text
    assert (
        'srcset="/media/w480/pictures/made-up.webp 480w, /media/w800/pictures/made-up.webp 800w, '
        '/media/pictures/made-up.webp 1000w"'
    ) in text


def test_a_page_can_be_passed_on_without_a_script_and_without_a_third_party(client):
    edition = make_public_edition(title="A & B")
    text = text_of(client.get(page_of(edition)))
    assert (
        f'href="mailto:?subject=A%20%26%20B&amp;body=http%3A%2F%2F127.0.0.1%3A8000%2Farticles%2F{edition.slug}%2F"'
        in text
    )
    assert "hidden data-share" in text


def linked_data_of(text):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])


def test_machines_are_told_true_facts_and_no_review_that_was_not(client):
    edition = make_public_edition(title="</script><script>")
    facts = linked_data_of(text_of(client.get(page_of(edition))))
    assert facts["@type"] == "MedicalWebPage"
    assert facts["name"] == "</script><script>"
    assert facts["hasPart"][0]["hasHealthAspect"] == "https://schema.org/CausesHealthAspect"
    assert "reviewedBy" not in facts


def test_machines_are_told_who_reviewed_a_page_and_when(client):
    edition = make_public_edition(checks=SIGNED)
    facts = linked_data_of(text_of(client.get(page_of(edition))))
    assert facts["reviewedBy"]["name"] == "A reviewer made up for a test"
    assert facts["lastReviewed"] == SIGNED_ON


@pytest.mark.dated
def test_the_panel_names_who_signed_in_their_own_words(client):
    text = text_of(client.get(page_of(make_public_edition(checks=SIGNED))))
    assert f"A reviewer made up for a test, made-up role, signed this text on {in_words(LONG_AGO.date())}" in text


def test_a_name_that_an_editor_typed_is_no_review(client):
    text = text_of(client.get(page_of(make_public_edition(clinical_reviewer="Nobody signed", reviewed_on=SIGNED_ON))))
    assert "Not yet reviewed by a clinician" in text
    assert "reviewedBy" not in linked_data_of(text)


def test_words_of_an_edition_cannot_become_markup(client):
    edition = make_public_edition(title="<script>alert(1)</script>", summary="<b>bold</b>")
    text = text_of(client.get(page_of(edition)))
    assert "<script>alert" not in text
    assert "<b>bold" not in text


def test_related_pages_are_those_of_the_topic_first(client):
    topic = make_topic()
    edition = make_public_edition(topics=[topic])
    make_public_edition(title="A far page")
    make_public_edition(title="Z near page", topics=[topic])
    titles = re.findall(r"<h3><a [^>]+>([^<]+)</a></h3>", text_of(client.get(page_of(edition))))
    assert titles == ["Z near page", "A far page"]


def test_the_number_of_queries_does_not_grow_with_articles(client, django_assert_num_queries):
    topic = make_topic()
    edition = make_public_edition(topics=[topic])
    for _ in range(5):
        make_public_edition(topics=[topic])
    client.get(page_of(edition))
    with django_assert_num_queries(1):  # Whether anything has changed.
        client.get(page_of(edition))


def test_the_a_to_z_holds_titles_and_further_words(client):
    edition = make_public_edition(title="Made-up thing")
    IndexTerm.objects.create(term="Another word", article=edition.article)
    text = text_of(client.get("/articles/"))
    assert text.index("Another word") < text.index("Made-up thing</a>")


def test_the_a_to_z_leaves_out_what_is_not_visible(client, django_assert_num_queries):
    gone = make_public_edition(title="Gone page")
    IndexTerm.objects.create(term="Word for it", article=gone.article)
    withdraw(gone)
    with django_assert_num_queries(3):  # The state, the next date that is set; no live page, so no terms.
        text = text_of(client.get("/articles/"))
    assert "Gone page" not in text
    assert "Word for it" not in text


def test_a_topic_lists_its_pages_in_the_editors_order(client, django_assert_num_queries):
    topic = make_topic()
    second, first = (make_public_edition(title=title, topics=[topic]) for title in ("Second", "First"))
    Placement.objects.create(topic=topic, article=first.article, position=0)
    Placement.objects.create(topic=topic, article=second.article, position=1)
    with django_assert_num_queries(6):  # The state and its next date, topics, their number, order and cards.
        text = text_of(client.get(topic.get_absolute_url()))
    assert text.index("First</a>") < text.index("Second</a>")


def test_an_unknown_topic_is_not_found(client):
    assert client.get("/topics/never-was/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["/articles/", "/help-now/", "/notices/"])
def test_posting_to_a_page_is_refused(client, path):
    assert client.post(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_frozen_script_is_no_link(client):
    """No form takes such an address; a document that was stored all the same must not become one."""
    drawn = text_of(client.get(page_of(make_public_edition(sources=[make_source(url="javascript:alert(1)")]))))
    assert "An example that is made up" in drawn
    assert "javascript:" not in drawn
