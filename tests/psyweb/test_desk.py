from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, HelpLine, Move, Status
from psyweb.desk import front

from .people import make_administrator, make_person

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = NOW.date()
READS = ["articles.view_article", "articles.change_article"]


def make_article(slug="made-up", **fields):
    return Article.objects.create(slug=slug, title=f"Article {slug}", **fields)


def make_help_line(name="Made-up line", **fields):
    return HelpLine.objects.create(kind="line", country="ZZ", country_name="Nowhere", name=name, **fields)


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
    assert front.waiting_for(reviewer) == [(article, "to read and approve")]


def test_an_approved_article_waits_for_the_publisher(author, publisher):
    article = make_article(status=Status.APPROVED, submitted_by=author)
    assert front.waiting_for(publisher) == [(article, "to publish")]


def test_nobodys_own_article_waits_for_themselves(reviewer):
    make_article(status=Status.IN_REVIEW, submitted_by=reviewer)
    assert front.waiting_for(reviewer) == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_nothing_else_waits(reviewer, status):
    make_article(status=status)
    assert front.waiting_for(reviewer) == []


def test_mine_are_those_i_own_or_submitted_and_that_are_on_the_way(author):
    owned = make_article("owned", owner=author)
    submitted = make_article("submitted", submitted_by=author, status=Status.IN_REVIEW)
    make_article("done", owner=author, status=Status.PUBLISHED)
    make_article("of-somebody-else")
    assert set(front.mine(author)) == {owned, submitted}


@pytest.mark.parametrize(
    ("days", "is_listed"), [(-1, True), (0, True), (30, True), (31, False)], ids=["overdue", "today", "soon", "later"]
)
def test_lists_what_is_due_for_review(days, is_listed):
    make_article(review_due_on=TODAY + timedelta(days=days))
    assert front.due_for_review(on=TODAY).exists() is is_listed


@pytest.mark.parametrize(
    ("days_ago", "is_listed"), [(None, True), (183, True), (182, False)], ids=["never", "long ago", "lately"]
)
def test_lists_help_lines_to_verify(days_ago, is_listed):
    make_help_line(verified_on=None if days_ago is None else TODAY - timedelta(days=days_ago))
    assert front.help_lines_to_verify(on=TODAY).exists() is is_listed


def test_names_the_settings_that_the_owner_left_empty(settings):
    settings.SITE_FACTS = {"owner": "", "contact_email": "owner@psyweb.example"}
    assert front.empty_facts() == ["SITE_OWNER"]


def test_an_analyst_sees_polls_and_nothing_of_the_articles(analyst):
    assert set(front.front(analyst)) == {"polls"}


def test_who_has_no_rights_sees_nothing():
    assert front.front(make_person()) == {}


def test_the_page_shows_it_all(client, settings):
    settings.SITE_FACTS = {"owner": ""}
    chief = make_administrator()
    article = make_article(status=Status.IN_REVIEW, review_due_on=TODAY - timedelta(days=3))
    make_help_line()
    Move.objects.create(article=article, verb="submitted", by=chief, note="Please look.")
    client.force_login(chief)
    page = client.get("/admin/").content.decode()
    for words in ("to read and approve", "overdue since", "Made-up line", "SITE_OWNER", "Please look.", "PsyWeb desk"):
        assert words in page


def test_the_page_asks_as_much_for_many_rows_as_for_few(client, django_assert_max_num_queries):
    chief = make_administrator()
    client.force_login(chief)
    for number in range(20):
        article = make_article(f"made-up-{number}", status=Status.IN_REVIEW, owner=chief, review_due_on=TODAY)
        make_help_line(f"Line {number}")
        Move.objects.create(article=article, verb="saved", by=chief)
    with django_assert_max_num_queries(12):
        client.get("/admin/")


def test_a_lost_second_factor_is_taken_off_and_never_made_at_the_desk(client):
    client.force_login(make_administrator())
    assert client.get("/admin/mfa/authenticator/").status_code == 200
    assert client.get("/admin/mfa/authenticator/add/").status_code == 403


def test_rights_come_with_roles_alone(client):
    chief = make_administrator()
    client.force_login(chief)
    page = client.get(f"/admin/auth/user/{chief.pk}/change/").content.decode()
    assert 'name="groups"' in page
    assert "user_permissions" not in page
