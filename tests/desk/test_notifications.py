"""When mail is due, that it is sent once, tried again, and never follows anybody."""

import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.utils import timezone

from desk.models import NOTIFICATIONS_KEPT_FOR, Frequency, Notification, Profile
from desk.notifications import outbox
from desk.notifications.kinds import Kind, in_words
from desk.notifications.queue import NO_MAIL_SERVER, mail_due_at, notify
from tests.moments import TODAY
from tests.people import make_administrator, make_person

pytestmark = pytest.mark.django_db
KIND = Kind("made-up", "Made-up things", "Look at “%(subject)s”", ("auth.view_user",))


def on(day, hour):
    return datetime.combine(TODAY + timedelta(days=day), time(hour), tzinfo=UTC)


AT = on(0, 12)  # Passed on as `at`: no clock is asked.


@pytest.fixture
def person():
    return make_person(email="person@psyweb.example")


def queue(person, subject="A page", *, kind=KIND, at=AT):
    notify(kind, [person], subject=subject, link="/admin/made-up/", at=at)
    return Notification.objects.first()


@pytest.mark.parametrize(
    ("frequency", "zone", "due"),
    [
        (Frequency.AT_ONCE, "", AT),
        (Frequency.DAILY, "", on(1, 7)),
        (Frequency.DAILY, "Asia/Tokyo", on(0, 22)),
        (Frequency.DAILY, "Pacific/Honolulu", on(0, 17)),
        (Frequency.NEVER, "", None),
    ],
)
def test_mail_is_due_as_the_person_chose_in_their_own_morning(person, frequency, zone, due):
    profile = Profile(user=person, time_zone=zone, frequencies={KIND.name: frequency})
    assert mail_due_at(KIND, person, profile, at=AT) == due


def test_without_a_profile_the_kind_decides(person):
    assert mail_due_at(Kind("other", "", "", default=Frequency.NEVER), person, None, at=AT) is None


@pytest.mark.parametrize("missing", ["address", "server"])
def test_without_an_address_or_a_server_it_stands_in_the_list_alone(person, settings, missing):
    if missing == "address":
        person.email = ""
    else:
        settings.EMAIL_BACKEND = NO_MAIL_SERVER
    assert queue(person).mail_due_at is None


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}], ids=str)
def test_who_can_not_use_the_desk_is_not_notified(person, fields):
    for name, value in fields.items():
        setattr(person, name, value)
    assert notify(KIND, [person], subject="A page", link="/", at=AT) == 0


def test_one_mail_tells_all_that_is_due(person):
    queue(person, "First")
    queue(person, "Second")
    queue(person, "Tomorrow's", at=AT + timedelta(days=1))
    assert outbox.send_due(at=AT) == Counter(sent=1)
    (sent,) = mail.outbox
    assert sent.subject == "PsyWeb: 2 things for you"
    assert "First" in sent.body
    assert "Tomorrow" not in sent.body


def test_a_mail_is_sent_once(person):
    queue(person)
    outbox.send_due(at=AT)
    outbox.send_due(at=AT + timedelta(days=1))
    assert len(mail.outbox) == 1
    assert Notification.objects.get().sent_at == AT


def test_a_mail_is_plain_and_html_and_loads_nothing(person):
    queue(person, "<img src=x> & a page")
    outbox.send_due(at=AT)
    (sent,) = mail.outbox
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert set(re.findall(r"<(\w+)", html)) <= {"html", "head", "meta", "title", "body", "p", "ul", "li", "a"}
    assert "<img src=x> & a page" in sent.body
    assert re.findall(r"https?://[^\"]+", html) == [
        f"{settings.SITE_URL}{path}" for path in ("/admin/made-up/", "/admin/profile/")
    ]
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_a_title_in_several_lines_makes_no_header(person):
    queue(person, "A page\r\nBcc: everybody@psyweb.example")
    outbox.send_due(at=AT)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["person@psyweb.example"]


@pytest.fixture
def broken(monkeypatch):
    def fail(*_arguments):
        raise SMTPServerDisconnected("made-up fault")

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", fail)
        yield patch


def test_a_mail_that_fails_is_tried_again_ever_later(person, broken):
    queue(person)
    waits = []
    at = AT
    for _attempt in range(outbox.MOST_ATTEMPTS - 1):
        assert outbox.send_due(at=at) == Counter(failed=1)
        assert outbox.send_due(at=at) == Counter()
        row = Notification.objects.get()
        waits.append(row.mail_due_at - at)
        at = row.mail_due_at
    assert waits[:3] == [outbox.FIRST_RETRY_AFTER * factor for factor in (1, 2, 4)]
    assert max(waits) == outbox.LONGEST_RETRY
    outbox.send_due(at=at)
    assert Notification.objects.get().mail_due_at is None
    assert Notification.objects.unread().exists()


def test_a_failure_is_seen_at_the_desk_until_the_mail_is_sent(person, broken, client):
    queue(person)
    outbox.send_due(at=AT)
    client.force_login(make_administrator())
    assert "SMTPServerDisconnected: made-up fault" in client.get("/admin/").text
    broken.undo()
    outbox.send_due(at=AT + outbox.FIRST_RETRY_AFTER)
    assert len(mail.outbox) == 1
    assert "made-up fault" not in client.get("/admin/").text


def test_who_does_not_look_after_people_sees_no_failures(person, broken, client):
    queue(person)
    outbox.send_due(at=AT)
    client.force_login(person)
    assert "made-up fault" not in client.get("/admin/").text
    assert client.get("/admin/desk/failed-mail/").status_code == 403


def test_one_persons_failure_stops_nobody_elses_mail(person, monkeypatch):
    other = make_person("made-up-other", email="other@psyweb.example")
    send = locmem.EmailBackend.send_messages

    def fail_for_one(backend, messages):
        if messages[0].to == [person.email]:
            raise ConnectionRefusedError
        return send(backend, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail_for_one)
    notify(KIND, [person, other], subject="A page", link="/", at=AT)
    assert outbox.send_due(at=AT) == Counter(sent=1, failed=1)


def test_of_two_processes_one_sends(person):
    row = queue(person)
    assert outbox._claim([row], AT)
    assert not outbox._claim([row], AT)


def test_a_claim_of_some_rows_takes_none(person):
    first, second = queue(person, "First"), queue(person, "Second")
    outbox._claim([first], AT)
    assert not outbox._claim([first, second], AT)
    second.refresh_from_db()
    assert (second.attempts, second.mail_due_at) == (0, AT)


def test_who_left_meanwhile_gets_no_mail(person):
    queue(person)
    person.is_active = False
    person.save()
    assert outbox.send_due(at=AT) == Counter(dropped=1)
    assert mail.outbox == []


def test_notifications_are_deleted_when_their_time_is_over(person):
    queue(person)
    outbox.send_due(at=AT + NOTIFICATIONS_KEPT_FOR)
    assert Notification.objects.exists()
    outbox.send_due(at=AT + NOTIFICATIONS_KEPT_FOR + timedelta(seconds=1))
    assert not Notification.objects.exists()


def run():
    said = StringIO()
    call_command("send_notifications", stdout=said)
    return said.getvalue()


def test_the_command_says_how_many_it_sent(person):
    queue(person, at=timezone.now())
    assert run() == "Mails sent: 1; failed, to be tried again: 0.\n"


def test_the_command_says_that_no_mail_is_set_up(settings):
    settings.EMAIL_BACKEND = NO_MAIL_SERVER
    assert "No mail is set up" in run()


def test_a_kind_that_is_gone_leaves_the_title(person):
    assert in_words(queue(person)) == "A page"


def test_notifying_asks_as_often_for_many_as_for_one(django_assert_num_queries, person):
    people = [person, *(make_person(f"made-up-{number}") for number in range(5))]
    with django_assert_num_queries(2):
        notify(KIND, people, subject="A page", link="/", at=AT)
