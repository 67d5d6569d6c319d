"""A forgotten password is reset by mail, without telling who has an account, and the second factor stays."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.utils import timezone

from desk.login.password_reset import ASKED_BY_A_NETWORK, MAILS_TO_AN_ADDRESS
from desk.models import Notification
from desk.notifications import outbox
from desk.notifications.queue import NO_MAIL_SERVER
from tests.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
ASK = "/admin/password_reset/"
NEW = "another-made-up-password-4712"


@pytest.fixture
def person():
    return make_person(email="person@psyweb.example")


def link_for(client, email="person@psyweb.example"):
    client.post(ASK, {"email": email})
    outbox.send_due(at=timezone.now())
    return re.search(r"http://[^/]+(/admin/password_reset/\S+)", mail.outbox[-1].body)[1]


def set_password(client, link, password=NEW):
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"new_password1": password, "new_password2": password})


def test_a_link_sets_a_new_password(client, person):
    answer = set_password(client, link_for(client))
    assert answer.headers["Location"] == "/admin/password_reset/set/"
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert "_auth_user_id" not in client.session


def test_a_link_works_once(client, person):
    link = link_for(client)
    set_password(client, link)
    assert "This link works no more" in client.get(link, follow=True).text


def test_a_link_works_for_an_hour(client, person, settings):
    link = link_for(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link works no more" in client.get(link, follow=True).text


def test_no_token_is_stored(client, person):
    link = link_for(client)
    token = link.rstrip("/").rpartition("/")[2]
    row = Notification.objects.get()
    assert token not in f"{row.subject} {row.link} {row.error}"


def test_the_answer_is_the_same_for_an_address_without_an_account(client, person):
    answers = [client.post(ASK, {"email": email}, follow=True) for email in (person.email, "nobody@psyweb.example")]
    pages = [re.sub(r'value="[^"]+"', "", answer.text) for answer in answers]
    assert pages[0] == pages[1]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert mail.outbox == []  # No answer waits for the mail server.


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}], ids=str)
def test_who_may_not_use_the_desk_gets_no_link(client, person, fields):
    type(person).objects.filter(pk=person.pk).update(**fields)
    client.post(ASK, {"email": person.email})
    assert not Notification.objects.exists()


def test_the_second_factor_stays(client, person):
    TOTP.activate(person, generate_totp_secret())
    set_password(client, link_for(client))
    assert Authenticator.objects.filter(user=person).exists()
    answer = client.post("/admin/login/", {"username": person.username, "password": NEW})
    assert answer.headers["Location"].startswith("/admin/second-factor/authenticate/")


def test_a_weak_password_is_refused(client, person):
    assert "errorlist" in set_password(client, link_for(client), "short").text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_other_sessions_end(client, person):
    other = type(client)()
    other.force_login(person)
    set_password(client, link_for(client))
    assert other.get("/admin/").status_code == 302


def test_an_address_gets_few_mails(client, person):
    for _attempt in range(MAILS_TO_AN_ADDRESS + 2):
        assert (
            client.post(ASK, {"email": "Person@psyweb.example"}).headers["Location"] == "/admin/password_reset/asked/"
        )
    assert Notification.objects.count() == MAILS_TO_AN_ADDRESS


def test_a_network_asks_for_few(client, person):
    for number in range(ASKED_BY_A_NETWORK):
        client.post(ASK, {"email": f"nobody-{number}@psyweb.example"})
    answer = client.post(ASK, {"email": person.email}, follow=True)
    assert "Too many attempts. Try again in an hour." in answer.text
    assert not Notification.objects.exists()


def test_without_mail_there_is_no_such_page(client, settings):
    assert 'href="/admin/password_reset/"' in client.get("/admin/login/").text
    settings.EMAIL_BACKEND = NO_MAIL_SERVER
    assert client.get(ASK).status_code == 404
    page = client.get("/admin/login/").text
    assert "An administrator can set a new one" in page
    assert "password_reset" not in page
