"""A person's own pages: notifications, profile, what the desk keeps of them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Version
from articles.publishing.notifications import TOLD
from desk.models import Frequency, Notification, Profile
from desk.notifications.queue import NO_MAIL_SERVER, notify
from tests.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
PROFILE, FOR_YOU = "/admin/profile/", "/admin/desk/for-you/"
SUBMITTED = TOLD["submitted"][0]
NAMES = {"first_name": "Made", "last_name": "Up", "email": "person@psyweb.example", "time_zone": ""}


@pytest.fixture
def person(client):
    made = make_person(email="person@psyweb.example", rights=["articles.view_article", "articles.approve_article"])
    client.force_login(made)
    return made


def told(person, subject="A page"):
    notify(SUBMITTED, [person], subject=subject, link="/admin/articles/article/1/change/", at=timezone.now())
    return Notification.objects.first()


def save(client, **fields):
    return client.post(PROFILE, NAMES | {"mail-submitted": Frequency.AT_ONCE} | fields)


def test_what_is_new_stands_on_the_first_page_until_it_is_read(client, person):
    told(person)
    assert "To read and approve: “A page”" in client.get("/admin/").text
    client.post(FOR_YOU, {"all": "yes"})
    assert "To read and approve" not in client.get("/admin/").text
    assert "To read and approve: “A page”" in client.get(FOR_YOU).text


def test_one_is_marked_as_read(client, person):
    first, second = told(person, "First"), told(person, "Second")
    client.post(FOR_YOU, {"read": first.pk})
    assert list(Notification.objects.unread()) == [second]


@pytest.mark.parametrize("pk", ["", "x", "9" * 40, "-1", "²"])
def test_a_wrong_number_marks_nothing(client, person, pk):
    told(person)
    assert client.post(FOR_YOU, {"read": pk}).status_code == 302
    assert Notification.objects.unread().count() == 1


def test_nobody_sees_or_marks_those_of_others(client, person):
    other = told(make_person("made-up-other"), "Not for you")
    assert "Not for you" not in client.get(FOR_YOU).text
    client.post(FOR_YOU, {"read": other.pk, "all": "yes"})
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("path", [PROFILE, FOR_YOU, "/admin/profile/data/"])
def test_a_stranger_is_led_to_the_log_in(client, db, path):
    assert client.get(path).headers["Location"].startswith("/admin/login/")


def test_a_list_of_many_asks_as_often_as_one_of_one(client, person, django_assert_max_num_queries):
    for number in range(60):
        told(person, f"Page {number}")
    with django_assert_max_num_queries(7):
        client.get(FOR_YOU)


def test_a_profile_is_stored(client, person):
    save(client, first_name="Another", time_zone="Asia/Tokyo", **{"mail-submitted": Frequency.DAILY})
    person.refresh_from_db()
    profile = Profile.objects.get(user=person)
    assert (person.first_name, profile.time_zone) == ("Another", "Asia/Tokyo")
    assert profile.frequencies == {"submitted": "daily"}
    assert re.search(r'value="daily" selected', client.get(PROFILE).text)


def test_offers_only_kinds_that_can_concern_the_person(client, person):
    page = client.get(PROFILE).text
    assert "mail-submitted" in page
    assert "mail-review-due" not in page


@pytest.mark.parametrize(
    "wrong",
    [{"time_zone": "Nowhere/At_all"}, {"mail-submitted": "hourly"}, {"email": "no address"}, {"first_name": "a\x0bb"}],
    ids=str,
)
def test_a_wrong_entry_is_refused_and_nothing_is_stored(client, person, wrong):
    answer = save(client, **wrong)
    assert 'class="errorlist"' in answer.text
    assert not Profile.objects.exists()


def test_who_wants_no_mail_gets_none_that_waits(client, person):
    told(person)
    save(client, **{"mail-submitted": Frequency.NEVER})
    assert Notification.objects.get().mail_due_at is None


@pytest.mark.parametrize(("password", "is_stored"), [("", False), ("wrong", False), (PASSWORD, True)])
def test_another_address_needs_the_password(client, person, password, is_stored):
    """A new password can be sent there: an open session must not be enough."""
    save(client, email="another@psyweb.example", password=password)
    assert User.objects.filter(email="another@psyweb.example").exists() is is_stored


def test_passwords_can_not_be_tried_for_ever(client, person):
    for _attempt in range(5):
        save(client, email="another@psyweb.example", password="wrong")
    assert "Too many attempts" in save(client, email="another@psyweb.example", password=PASSWORD).text


def test_nobody_gives_themselves_rights(client, person):
    save(client, is_superuser="on", username="another", groups="1")
    person.refresh_from_db()
    assert (person.is_superuser, person.username) == (False, "made-up-person")


def test_says_that_no_mail_is_sent(client, person, settings):
    assert "sends no mail" not in client.get(PROFILE).text
    settings.EMAIL_BACKEND = NO_MAIL_SERVER
    assert "This site sends no mail." in client.get(PROFILE).text


@pytest.mark.parametrize(("zone", "hour"), [("", "noon"), ("Asia/Tokyo", "9 p.m.")])
def test_dates_at_the_desk_are_in_the_persons_time_zone_also_after_a_new_log_in(client, person, settings, zone, hour):
    settings.TIME_ZONE = "UTC"
    at = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=3)
    article = Article.objects.create(slug="made-up", title="Made up")
    Version.objects.create(article=article, number=1, document={}, saved_by=person, saved_at=at)
    save(client, time_zone=zone)
    page = f"/admin/articles/article/{article.pk}/versions/"
    assert f", {hour}" in client.get(page).text
    client.logout()
    client.post("/admin/login/", {"username": person.username, "password": PASSWORD})
    assert f", {hour}" in client.get(page).text


def test_a_time_zone_is_no_other_persons(client, person):
    save(client, time_zone="Asia/Tokyo")
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_tells_what_the_desk_keeps_of_staff_and_nothing_of_readers(client, person):
    page = client.get("/admin/profile/data/").text
    for words in ("Unsaved texts", "Notifications", "Profiles", "Log-ins", "sessionid", "90 days"):
        assert words in page
    assert "mistake reports" not in page.lower()
    assert "voted_" not in page
    assert 'href="/admin/profile/data/"' in client.get(PROFILE).text
