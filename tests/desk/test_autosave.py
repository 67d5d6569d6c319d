"""What is typed into any form of the desk waits for whoever typed it. Everything here is made up."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import HelpLine, Notice, Topic
from desk.models import Autosave
from polls.models import Poll
from tests.articles.factories import make_notice, make_notices, make_person

pytestmark = pytest.mark.django_db
WORDS = "Typed in a long afternoon."
NO_ROWS = {"placements-TOTAL_FORMS": 0, "placements-INITIAL_FORMS": 0}
FORMS = [
    pytest.param("articles_notice", {"body": WORDS}, Notice, id="notice"),
    pytest.param("articles_helpline", {"note": WORDS}, HelpLine, id="help line"),
    pytest.param("articles_topic", {"summary": WORDS, **NO_ROWS}, Topic, id="topic"),
    pytest.param("polls_poll", {"question": WORDS}, Poll, id="poll"),
]
OFFERED = "You have unsaved text from"
NOT_SAVED = "Your text is back in the form. It is not saved yet"


@pytest.fixture
def boss():
    return make_person("boss", "Publisher", "Administrator")


@pytest.fixture
def desk(client, boss):
    client.force_login(boss)
    return client


def address(form, what="add", *args):
    return reverse(f"admin:{form}_{what}", args=args)


def waiting_notice():
    return make_notice("waiting", effective_from=timezone.now().date() + timedelta(days=9))


@pytest.mark.parametrize(("form", "typed", "model"), FORMS)
def test_text_comes_back_into_the_form_it_was_typed_in(desk, form, typed, model):
    """Invariant 9."""
    before = model.objects.count()
    assert desk.post(address(form, "new_autosave"), typed).status_code == 200
    assert OFFERED in desk.get(address(form)).text
    back = desk.post(address(form), {"_restore": "yes"}).text
    assert WORDS in back
    assert NOT_SAVED in back
    assert "This field is required." not in back
    assert model.objects.count() == before


@pytest.mark.parametrize(("form", "typed", "model"), FORMS)
def test_a_save_after_the_session_comes_back_with_its_text(boss, form, typed, model):
    """Invariant 9."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(boss)
    shown = browser.get(address(form)).text
    fields = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1] for name in ("_served", "csrfmiddlewaretoken")
    }
    Session.objects.all().delete()
    answer = browser.post(address(form), typed | fields)
    assert answer["Location"] == f"{address(form)}?back=yes"
    browser.force_login(boss)
    back = browser.get(answer["Location"]).text
    assert WORDS in back
    assert NOT_SAVED in back


def test_a_saved_rows_form_says_what_its_text_would_change(desk):
    notice = waiting_notice()
    desk.post(address("articles_notice", "autosave", notice.pk), {"title": notice.title, "body": WORDS})
    shown = desk.get(address("articles_notice", "change", notice.pk)).text
    assert OFFERED in shown
    assert "What it would change: " in shown
    assert OFFERED not in desk.get(address("articles_notice")).text


def test_a_save_takes_the_unsaved_text_away(desk):
    typed = {"word": "madeup", "meaning": WORDS}
    desk.post(address("articles_glossaryword", "new_autosave"), typed)
    desk.post(address("articles_glossaryword"), typed)
    assert not Autosave.objects.exists()


def test_a_save_that_is_refused_leaves_it(desk):
    typed = {"word": "No word!", "meaning": WORDS}
    desk.post(address("articles_glossaryword", "new_autosave"), typed)
    desk.post(address("articles_glossaryword"), typed)
    assert Autosave.objects.get().model == "articles.glossaryword"


def test_it_is_let_go(desk):
    desk.post(address("articles_topic", "new_autosave"), {"name": WORDS})
    desk.post(address("articles_topic", "new_discard"))
    assert OFFERED not in desk.get(address("articles_topic")).text


def test_nobody_else_sees_it(desk):
    desk.post(address("articles_topic", "new_autosave"), {"name": WORDS})
    desk.force_login(make_person("other", "Publisher"))
    assert WORDS not in desk.get(address("articles_topic")).text


def test_who_may_not_write_keeps_nothing(client):
    client.force_login(make_person("author", "Author"))
    assert client.post(address("articles_topic", "new_autosave"), {"name": WORDS}).status_code == 403


def test_a_notice_that_was_in_force_takes_no_text(desk):
    make_notices()
    old = Notice.objects.get(slug="disclaimer")
    assert desk.post(address("articles_notice", "autosave", old.pk), {"body": WORDS}).status_code == 403


def test_a_field_signed_for_another_form_keeps_nothing(boss):
    browser = Client()
    browser.force_login(boss)
    served = re.search(r'name="_served" value="([^"]+)"', browser.get(address("articles_topic")).text)[1]
    browser.logout()
    browser.post(address("articles_notice"), {"body": WORDS, "_served": served})
    assert not Autosave.objects.exists()


def test_accounts_keep_nothing_for_they_hold_passwords(client):
    client.force_login(User.objects.create_superuser("chief"))
    shown = client.get(reverse("admin:auth_user_add")).text
    assert "data-writing-room" not in shown
    assert "_served" not in shown
