"""A reader says whether a page was helpful: one row, from nobody in particular, and no small number is told."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import HelpfulAnswer
from articles.upkeep.helpful_form import ANSWERS_AN_HOUR
from privacy.small_numbers import SMALLEST_CELL
from tests.moments import TODAY
from tests.people import make_administrator

from ..public_pages import make_public_edition, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def address_of(edition):
    return f"/articles/{edition.slug}/helpful/"


def send(client, read, *, site="same-origin", **fields):
    headers = {"Sec-Fetch-Site": site} if site else {}
    return client.post(address_of(read), {"helpful": "yes", "edition": read.number} | fields, headers=headers)


def test_the_page_asks_and_says_that_one_can_answer_twice(client, edition):
    page = client.get(f"/articles/{edition.slug}/").text
    assert f'action="{address_of(edition)}"' in page
    assert f'name="edition" value="{edition.number}"' in page
    assert "one can answer twice" in page
    assert "csrf" not in page


@pytest.mark.parametrize(("word", "is_helpful"), [("yes", True), ("no", False)])
def test_an_answer_is_one_row_of_edition_day_and_word(client, edition, word, is_helpful):
    response = send(client, edition, helpful=word)
    assert (response.status_code, response["Location"]) == (HTTPStatus.SEE_OTHER, f"{address_of(edition)}?sent=1")
    assert not response.cookies
    assert HelpfulAnswer.objects.values_list("edition", "answered_on", "is_helpful").get() == (
        edition.pk,
        timezone.now().date(),
        is_helpful,
    )
    assert {field.name for field in HelpfulAnswer._meta.get_fields()} == {"id", "edition", "answered_on", "is_helpful"}


def test_who_answered_is_thanked_and_not_asked_again(client, edition):
    page = client.get(f"{address_of(edition)}?sent=1").text
    assert "Thank you for your answer" in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("sent", "site", "status"),
    [
        pytest.param({"helpful": "perhaps"}, "same-origin", 400, id="another word"),
        pytest.param({"helpful": "\x00"}, "same-origin", 400, id="no text"),
        pytest.param({"edition": "99"}, "same-origin", 400, id="an edition that never was"),
        pytest.param({"edition": "9" * 30}, "same-origin", 400, id="a number too large for the database"),
        pytest.param({"edition": "x"}, "same-origin", 400, id="no number"),
        pytest.param({}, "cross-site", 403, id="another site"),
        pytest.param({}, None, 403, id="no word of its origin"),
    ],
)
def test_a_refusal_asks_again_and_stores_nothing(client, edition, sent, site, status):
    response = send(client, edition, site=site, **sent)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert 'role="alert"' in response.text
    assert "<form" in response.text
    assert not HelpfulAnswer.objects.exists()


def test_a_body_that_is_no_form_is_refused(client, edition):
    headers = {"Sec-Fetch-Site": "same-origin"}
    response = client.post(address_of(edition), b"\xff", content_type="multipart/form-data", headers=headers)
    assert response.status_code == HTTPStatus.BAD_REQUEST


def test_one_network_can_answer_so_often_and_is_told_when_to_come_back(client, edition):
    for _ in range(ANSWERS_AN_HOUR):
        assert send(client, edition).status_code == HTTPStatus.SEE_OTHER
    response = send(client, edition)
    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(response["Retry-After"]) > 0
    assert HelpfulAnswer.objects.count() == ANSWERS_AN_HOUR


def test_an_answer_belongs_to_the_edition_that_was_read(client, edition):
    newer = make_public_edition(article=edition.article, slug=edition.slug)
    assert send(client, newer, edition=edition.number).status_code == HTTPStatus.SEE_OTHER
    assert HelpfulAnswer.objects.get().edition == edition


@pytest.mark.parametrize("slug", ["never-was"])
def test_a_page_that_never_was_takes_no_answer(client, slug):
    assert client.get(f"/articles/{slug}/helpful/").status_code == HTTPStatus.NOT_FOUND


def test_a_withdrawn_page_takes_no_answer(client, edition):
    withdraw(edition)
    assert send(client, edition)["Location"] == f"/articles/{edition.slug}/"
    assert not HelpfulAnswer.objects.exists()


@pytest.mark.parametrize(
    ("yes", "no", "told"),
    [
        (0, 0, "yes: under 10, no: under 10"),
        (SMALLEST_CELL - 1, 0, "yes: under 10, no: under 10"),
        (SMALLEST_CELL, 3, "yes: about 10, no: under 10"),
        (23, 12, "yes: about 25, no: about 10"),
    ],
)
def test_the_desk_tells_no_small_number(client, edition, yes, no, told):
    HelpfulAnswer.objects.bulk_create(
        HelpfulAnswer(edition=edition, answered_on=TODAY - timedelta(days=1), is_helpful=number < yes)
        for number in range(yes + no)
    )
    client.force_login(make_administrator())
    assert f">{told}<" in client.get(reverse("admin:articles_edition_changelist")).text
