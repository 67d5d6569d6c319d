import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext

from articles import permissions
from articles.editing import dashboard
from articles.models import (
    Article,
    Edition,
    HelpLine,
    LinkCheck,
    LinkState,
    MistakeReport,
    Move,
    Override,
    Signature,
    SignatureVoid,
    Status,
    Version,
)
from articles.publishing import status_label
from desk.dashboard import registry, views
from desk.dashboard.calendar import calendar
from desk.dashboard.first_page import first_page
from desk.models import Notification
from desk.profile import views as own_pages
from polls import counting
from polls.admin.dashboard import POLLS_SHOWN
from polls.models import Box, Poll
from psyweb.joins.owner_facts import empty_facts
from tests.articles.factories import make_draft_statement
from tests.articles.public_pages import make_public_edition, withdraw
from tests.moments import NOW, TODAY
from tests.people import make_administrator, make_person
from tests.polls.factories import cast, make_draft, make_harmless_poll, make_poll

pytestmark = pytest.mark.django_db
READS = ["articles.view_article", "articles.change_article"]


def make_article(slug="made-up", **fields):
    return Article.objects.create(slug=slug, title=f"Article {slug}", **fields)


def make_help_line(name="Made-up line", **fields):
    return HelpLine.objects.create(kind="line", country="ZZ", country_name="Nowhere", name=name, **fields)


def make_report(edition=None, **fields):
    edition = edition or make_public_edition()
    given = {"message": "Made up: a figure is wrong.", "received_on": TODAY} | fields
    return MistakeReport.objects.create(article=edition.article, edition=edition, **given)


@pytest.fixture
def author():
    return make_person("made-up-author", rights=[*READS, "articles.submit_article"])


@pytest.fixture
def reviewer():
    return make_person("made-up-reviewer", rights=[*READS, "articles.approve_article"])


@pytest.fixture
def publisher():
    return make_person("made-up-publisher", rights=[*READS, "articles.publish_article"])


@pytest.fixture
def analyst():
    return make_person("made-up-analyst", rights=["polls.view_poll"])


def test_a_submitted_article_waits_for_the_reviewer(author, reviewer):
    article = make_article(status=Status.IN_REVIEW, submitted_by=author)
    assert list(dashboard.waiting_for(reviewer)) == [article]


def test_an_approved_article_waits_for_the_publisher(author, publisher):
    article = make_article(status=Status.APPROVED, submitted_by=author)
    assert list(dashboard.waiting_for(publisher)) == [article]


@pytest.mark.parametrize("role", ["author", "reviewer", "publisher", "analyst"])
@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize(
    ("saved_by", "submitted_by"), [("author", "author"), ("author", "reviewer"), ("reviewer", "author")]
)
def test_the_list_asks_the_same_as_the_buttons(request, role, status, saved_by, submitted_by):
    person = request.getfixturevalue(role)
    article = make_article(status=status, submitted_by=request.getfixturevalue(submitted_by))
    Version.objects.create(article=article, number=1, document={}, saved_by=request.getfixturevalue(saved_by))
    is_theirs = permissions.may_publish(person, article) or (
        status == Status.IN_REVIEW and permissions.may_approve_as_second(person, article)
    )
    assert dashboard.waiting_for(person).contains(article) is is_theirs


def test_mine_are_those_i_own_or_submitted_and_that_are_on_the_way(author):
    owned = make_article("owned", owner=author)
    submitted = make_article("submitted", submitted_by=author, status=Status.IN_REVIEW)
    make_article("done", owner=author, status=Status.PUBLISHED)
    make_article("of-somebody-else")
    assert set(dashboard.mine(author)) == {owned, submitted}


@pytest.mark.parametrize(
    ("days_ago", "is_listed"), [(None, True), (183, True), (182, False)], ids=["never", "long ago", "lately"]
)
def test_lists_help_lines_to_verify(author, days_ago, is_listed):
    make_help_line(verified_on=None if days_ago is None else TODAY - timedelta(days=days_ago))
    assert dashboard.help_lines_to_verify(author, NOW).exists() is is_listed


@pytest.mark.parametrize(("days", "is_listed"), [(0, True), (-1, False)], ids=["ends today", "has ended"])
def test_lists_overrides_until_they_end(author, days, is_listed):
    article = make_article()
    Override.objects.create(
        article=article, check_name="author-line", reason="Why.", by=author, expires_on=TODAY + timedelta(days=days)
    )
    assert dashboard.overridden_checks(author, NOW).exists() is is_listed


@pytest.mark.parametrize(
    ("fields", "is_listed"),
    [
        ({}, True),
        ({"state": "answered", "settled_on": TODAY}, False),
        ({"state": "closed", "settled_on": TODAY}, False),
    ],
    ids=["open", "answered", "closed"],
)
def test_lists_reports_of_mistakes_until_they_are_settled(author, fields, is_listed):
    report = make_report(**fields)
    assert dashboard.reports_of_mistakes(author, NOW).contains(report) is is_listed


def test_a_readers_report_stands_on_the_first_page_and_leads_to_its_form(client):
    report = make_report()
    client.force_login(make_administrator())
    page = client.get("/admin/").text
    assert "a figure is wrong." in page
    assert f'href="/admin/articles/mistakereport/{report.pk}/change/"' in page


def test_who_may_not_see_reports_is_shown_none(author):
    make_report()
    assert "reports" not in {tile.list.name for tile in first_page(author)["tiles"]}


def test_names_the_settings_that_the_owner_left_empty(settings):
    settings.SITE_FACTS = {"owner": "", "contact_email": "owner@psyweb.example"}
    assert empty_facts() == ["SITE_OWNER"]


def test_an_analyst_sees_polls_and_nothing_of_the_articles(analyst):
    shown = first_page(analyst)
    assert (shown["tiles"], shown["side_panels"], shown["calendar"]) == ([], [], [])
    assert [panel.template for panel in shown["panels_at_length"]] == ["admin/desk/_polls_at_length.html"]


def glanced(client, *rights):
    client.force_login(make_person(rights=["polls.view_poll", *rights]))
    return client.get("/admin/").text


def test_an_analyst_is_shown_what_each_poll_waits_for(client):
    poll = make_poll()
    cast(poll, 1)
    page = glanced(client, "polls.count_ballots", "polls.export_counts")
    for words in ("Waiting to be counted", "none yet", "as soon as 10 votes wait", "3,980", ">open<"):
        assert words in page
    for name in ("count", "export"):
        assert f'href="/admin/polls/poll/{poll.pk}/do/{name}/"' in page


@pytest.mark.parametrize(
    ("rights", "words"),
    [(["polls.change_poll"], "for your decision"), ([], "for an administrator&#x27;s decision")],
    ids=["who decides", "who does not"],
)
def test_held_votes_that_were_counted_wait_for_a_decision(client, rights, words):
    poll = make_harmless_poll()
    cast(poll, 1, box=Box.HELD)
    counting.count(poll, box=Box.HELD)
    assert f"Held votes wait {words}".replace("&#x27;", "'") in glanced(client, *rights).replace("&#x27;", "'")


@pytest.mark.parametrize(("rights", "is_shown"), [(["polls.change_poll"], True), (["polls.add_poll"], False)], ids=str)
def test_drafts_of_polls_wait_for_who_may_open_them(client, rights, is_shown):
    draft = make_draft(by=make_person("made-up-writer", rights=["polls.add_poll"]))
    page = glanced(client, *rights)
    assert (draft.question in page) is is_shown
    assert ("Write a poll" in page) is (not is_shown)


def test_who_may_only_look_is_offered_no_action(client):
    make_poll()
    assert "/do/" not in glanced(client)


@pytest.mark.parametrize(
    ("at", "words"), [(NOW + timedelta(days=9), "scheduled"), (NOW - timedelta(days=9), "withdrawn")]
)
def test_own_rows_say_what_readers_see(client, author, at, words):
    edition = make_public_edition(publish_at=at)
    Article.objects.filter(pk=edition.article_id).update(owner=author, status=Status.PUBLISHED)
    if words == "withdrawn":
        withdraw(edition)
    (row,) = dashboard.mine(author)
    assert status_label.of_listed(row) == words
    client.force_login(author)
    assert f'<span class="note">{words}' in client.get("/admin/").text


def test_who_has_no_rights_sees_nothing():
    shown = first_page(make_person())
    parts = ("starts", "tiles", "side_panels", "panels_at_length", "calendar")
    assert [shown[part] or [] for part in parts] == [[]] * len(parts)


def test_every_list_and_panel_has_its_template():
    panels = [name for panel in registry.PANELS for name in (panel.template, panel.template_at_length) if name]
    for name in [*panels, *(one.template for one in registry.LISTS.values())]:
        get_template(name)


def test_the_page_shows_it_all(client, settings):
    settings.SITE_FACTS = {"owner": ""}
    chief = make_administrator()
    article = make_article(status=Status.IN_REVIEW)
    edition = make_public_edition(review_due_on=(TODAY - timedelta(days=3)).isoformat())
    make_help_line()
    LinkCheck.objects.create(url="https://example.org/dead", state=LinkState.DEAD, status=404, checked_at=NOW)
    Move.objects.create(article=article, verb="submitted", by=chief, note="Please look.")
    client.force_login(chief)
    page = client.get("/admin/").text
    for words in ("to read and approve", "overdue since", edition.title, "Made-up line", "SITE_OWNER", "Please look."):
        assert words in page
    assert "https://example.org/dead" in page


def test_an_empty_desk_shows_no_empty_box(client):
    client.force_login(make_administrator())
    page = client.get("/admin/").text
    assert "Nothing waits for you." in page
    for words in ("is-mine", "is-waiting", "is-reviews", "is-links", "agenda"):
        assert words not in page


def test_an_authors_first_page_begins_with_writing_then_their_own_then_what_waits(client):
    writer = make_person(rights=["articles.view_article", "articles.add_article", "articles.approve_article"])
    make_article("mine", owner=writer)
    make_article("theirs", status=Status.IN_REVIEW)
    client.force_login(writer)
    page = client.get("/admin/").text
    places = [page.index(words) for words in ("Write an article", 'id="list-mine"', 'id="list-waiting"')]
    assert places == sorted(places)


def test_a_moment_is_written_like_a_day(client):
    chief = make_administrator()
    Move.objects.create(article=make_article(), verb="saved", by=chief, at=NOW)
    client.force_login(chief)
    shown = re.search(r'<section class="tile is-record.*?<time[^>]*>([^<]+)<', client.get("/admin/").text, re.DOTALL)[1]
    assert shown.startswith(f"{NOW:%b} {NOW.day}, {NOW.year}, ")


def test_the_record_names_people_and_not_their_log_ins(client):
    writer = make_person("made-up-log-in", first_name="Made", last_name="Up")
    Move.objects.create(article=make_article(), verb="saved", by=writer)
    client.force_login(make_administrator())
    page = client.get("/admin/").text
    assert "Made Up saved" in page
    assert "made-up-log-in" not in page


def test_who_may_not_write_is_not_asked_to(client, analyst):
    client.force_login(analyst)
    assert "Write an article" not in client.get("/admin/").text


def fill(chief, numbers):
    for number in numbers:
        article = make_article(f"desk-{number}", status=Status.IN_REVIEW, owner=chief)
        due = (TODAY + timedelta(days=number % 40 - 10)).isoformat()
        edition = make_public_edition(review_due_on=due)
        Edition.objects.filter(pk=edition.pk).update(withdraw_at=NOW + timedelta(days=3))
        signature = Signature.objects.create(version=edition.version, by=chief, name="Made up", role="made up")
        SignatureVoid.objects.create(signature=signature, version=edition.version, reasons=["made up"])
        Override.objects.create(
            article=article, check_name="author-line", reason="Why.", by=chief, expires_on=TODAY + timedelta(days=5)
        )
        make_report(edition=edition)
        LinkCheck.objects.create(url=f"https://example.org/{number}", state=LinkState.DEAD, checked_at=NOW)
        make_help_line(f"Line {number}")
        make_draft_statement(f"desk-{number}", by=chief)
        make_draft(by=chief)
        Move.objects.create(article=article, verb="saved", by=chief)
        Notification.objects.create(recipient=chief, kind="submitted", subject="Made up", made_at=NOW, error="Made up.")


def test_the_page_asks_as_much_for_many_rows_as_for_few(client, django_assert_num_queries):
    chief = make_administrator()
    client.force_login(chief)
    fill(chief, range(2))
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/")
    fill(chief, range(2, 11))
    with django_assert_num_queries(len(few)):
        client.get("/admin/")
    assert len(few) <= 32


def test_an_analysts_page_asks_as_much_for_many_polls_as_for_few(client, analyst, django_assert_max_num_queries):
    client.force_login(analyst)
    for _number in range(POLLS_SHOWN):
        make_poll()
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/")
    for _number in range(3):
        make_poll()
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/")


def test_each_list_has_pages_and_asks_the_same_for_each(client, monkeypatch, django_assert_max_num_queries):
    for module in (views, own_pages):
        monkeypatch.setattr(module, "ROWS_ON_A_PAGE", 4)
    chief = make_administrator()
    client.force_login(chief)
    fill(chief, range(9))
    for name in registry.LISTS:
        with django_assert_max_num_queries(8):
            page = client.get(f"/admin/desk/{name}/?page=2")
        assert "5 to" in page.text, name


@pytest.mark.parametrize(("name", "status"), [("links", 403), ("nothing", 404)], ids=["no right", "no such list"])
def test_a_list_is_not_shown(client, analyst, name, status):
    client.force_login(analyst)
    assert client.get(f"/admin/desk/{name}/").status_code == status


def test_the_calendar_tells_what_is_set_for_a_date(publisher):
    in_days = [NOW + timedelta(days=days) for days in range(60)]
    make_public_edition(publish_at=in_days[2])
    leaving = make_public_edition(review_due_on=(TODAY + timedelta(days=9)).isoformat())
    Edition.objects.filter(pk=leaving.pk).update(withdraw_at=in_days[20])
    Override.objects.create(
        article=leaving.article, check_name="x", reason="Why.", by=publisher, expires_on=TODAY + timedelta(days=1)
    )
    shown = [(day.day, [entry.kind for entry in day.entries]) for day in calendar(publisher, at=NOW)]
    assert [kinds for _day, kinds in shown] == [["override"], ["publish"], ["review"], ["withdraw"]]
    assert [(day - TODAY).days for day, _kinds in shown] == [1, 2, 9, 20]


def test_the_calendar_tells_when_polls_open_and_close(analyst):
    poll = make_poll()
    Poll.objects.filter(pk=poll.pk).update(opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=2))
    assert [entry.kind for day in calendar(analyst, at=NOW) for entry in day.entries] == ["open", "close"]


def test_the_calendar_looks_sixty_days_ahead(publisher):
    make_public_edition(publish_at=NOW + timedelta(days=61), review_due_on=None)
    assert calendar(publisher, at=NOW) == []
