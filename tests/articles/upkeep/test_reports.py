"""A reader reports a mistake: to the desk, from nobody in particular."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import OperationalError, connection

from articles.models import MistakeReport, ReportState
from articles.models.reports import KEPT_AFTER_SETTLED
from articles.upkeep import reports
from articles.upkeep.report_form import REPORTS_AN_HOUR
from tests.moments import DAYS_OF_THE_RUN, NOW, TODAY
from tests.people import make_administrator, make_person

from ..factories import make_person as make_with_role
from ..public_pages import make_public_edition, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
WORDS = "The <b>third</b> sentence is wrong."


def address_of(edition):
    return f"/articles/{edition.slug}/report/"


def send(client, edition, *, site="same-origin", **fields):
    headers = {"Sec-Fetch-Site": site} if site else {}
    return client.post(address_of(edition), {"message": WORDS, "website": ""} | fields, headers=headers)


def text_of(response):
    return response.content.decode()


def make_report(edition, **fields):
    return MistakeReport.objects.create(
        **{"article": edition.article, "edition": edition, "message": "Made up.", "received_on": TODAY} | fields
    )


def test_the_form_is_the_same_for_everybody_and_carries_the_help_lines(client, edition):
    response = client.get(address_of(edition))
    assert response.status_code == HTTPStatus.OK
    assert not response.cookies
    assert "csrf" not in text_of(response)
    assert "Nobody reads this form at once" in text_of(response)
    assert 'href="tel:000111"' in text_of(response)


def test_the_page_leads_to_the_form(client, edition):
    assert f'href="{address_of(edition)}"' in text_of(client.get(f"/articles/{edition.slug}/"))


def test_a_report_reaches_the_desk_with_its_edition_and_its_day_alone(client, edition):
    response = send(client, edition)
    assert (response.status_code, response["Location"]) == (HTTPStatus.SEE_OTHER, f"{address_of(edition)}?sent=1")
    assert not response.cookies
    (report,) = MistakeReport.objects.open()
    assert (report.article, report.edition, report.message) == (edition.article, edition, WORDS)
    assert report.received_on in DAYS_OF_THE_RUN


def test_who_sent_one_is_thanked_and_told_what_follows(client, edition):
    assert "Your report is here" in text_of(client.get(f"{address_of(edition)}?sent=1"))


@pytest.mark.parametrize(
    ("sent", "site", "answer"),
    [
        pytest.param({"message": "  "}, "same-origin", (400, "Please write what is wrong"), id="empty"),
        pytest.param({"message": "x" * 2001}, "same-origin", (400, "2001"), id="too long"),
        pytest.param({"message": "nul \x00"}, "same-origin", (400, "Null characters"), id="a byte that is no text"),
        pytest.param({"website": "x"}, "same-origin", (400, "people do not see"), id="honeypot"),
        pytest.param({}, "cross-site", (403, "from this page itself"), id="another site"),
        pytest.param({}, None, (403, "from this page itself"), id="no word of its origin"),
    ],
)
def test_a_refusal_says_why_and_stores_nothing(client, edition, sent, site, answer):
    status, words = answer
    response = send(client, edition, site=site, **sent)
    assert response.status_code == status
    assert words in text_of(response)
    assert response["Cache-Control"] == "no-store"
    assert not MistakeReport.objects.exists()


@pytest.mark.parametrize("site", ["cross-site", None])
def test_what_was_typed_comes_back_as_words(client, edition, site):
    assert "The &lt;b&gt;third&lt;/b&gt; sentence is wrong." in text_of(send(client, edition, site=site))


def test_a_body_that_is_no_form_is_an_empty_report(client, edition):
    response = client.post(
        address_of(edition), b"\xff", content_type="multipart/form-data", headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == HTTPStatus.BAD_REQUEST


def test_one_network_can_send_so_many_and_is_told_when_to_come_back(client, edition):
    for _ in range(REPORTS_AN_HOUR):
        assert send(client, edition).status_code == HTTPStatus.SEE_OTHER
    response = send(client, edition)
    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert 0 < int(response["Retry-After"]) <= 65 * 60
    assert "third" in text_of(response)
    assert MistakeReport.objects.count() == REPORTS_AN_HOUR


def refuse(*_args):
    raise OperationalError("The database is away.")


def test_without_a_database_the_words_come_back(client, edition):
    with connection.execute_wrapper(refuse):
        response = send(client, edition)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "press the button again in a minute" in text_of(response)
    assert "third" in text_of(response)


def test_there_is_no_form_for_a_page_that_is_not_there(client):
    assert client.get("/articles/never-was/report/").status_code == HTTPStatus.NOT_FOUND


def test_the_form_of_a_withdrawn_page_leads_to_what_the_page_says(client, edition):
    withdraw(edition)
    assert client.get(address_of(edition))["Location"] == f"/articles/{edition.slug}/"


def test_an_earlier_address_leads_to_the_form_of_the_live_one(client, edition):
    make_public_edition(article=edition.article, slug="new-address")
    assert client.get(address_of(edition))["Location"] == "/articles/new-address/report/"


def test_settling_a_report_says_who_and_when_and_opening_it_again_forgets_it(edition):
    person = make_person("made-up-publisher-2")
    report = reports.settle(make_report(edition), by=person, state="answered", note="Corrected.", at=NOW)
    assert (report.settled_by, report.settled_on) == (person, TODAY)
    reports.settle(report, by=person, state="open", note="", at=NOW)
    assert (report.settled_by, report.settled_on) == (None, None)


OLD = TODAY - KEPT_AFTER_SETTLED - timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "settled_on", "is_open", "is_forgotten"),
    [
        ("open", None, True, False),
        ("answered", TODAY, False, False),
        ("answered", TODAY - KEPT_AFTER_SETTLED, False, False),
        ("answered", OLD, False, True),
        ("closed", OLD, False, True),
    ],
)
def test_row_and_queryset_agree_on_what_is_open_and_old_ones_are_forgotten(
    edition, state, settled_on, is_open, is_forgotten
):
    report = make_report(edition, state=state, settled_on=settled_on, received_on=OLD)
    assert report.is_open is is_open
    assert MistakeReport.objects.open().contains(report) is is_open
    reports.receive(edition, "Another one.", at=NOW)
    assert MistakeReport.objects.filter(pk=report.pk).exists() is not is_forgotten


@pytest.fixture
def desk(client):
    client.force_login(make_administrator())
    return client


def test_the_desk_lists_reports_and_settles_one(desk, edition):
    report = make_report(edition)
    assert "Made up." in text_of(desk.get("/admin/articles/mistakereport/"))
    address = f"/admin/articles/mistakereport/{report.pk}/change/"
    assert edition.get_absolute_url() in text_of(desk.get(address))
    desk.post(address, {"state": ReportState.CLOSED, "note": "It was right."})
    report.refresh_from_db()
    assert (report.state, report.message) == ("closed", "Made up.")
    assert report.settled_on in DAYS_OF_THE_RUN


def test_nobody_writes_a_report_at_the_desk(desk):
    assert desk.get("/admin/articles/mistakereport/add/").status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(("role", "may_settle"), [("Author", False), ("Reviewer", False), ("Publisher", True)])
def test_every_role_reads_reports_and_publishers_settle_them(role, may_settle):
    person = make_with_role("made-up-person", role)
    assert person.has_perm("articles.view_mistakereport")
    assert person.has_perm("articles.change_mistakereport") is may_settle
