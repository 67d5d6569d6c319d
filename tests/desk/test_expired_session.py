"""A save that nobody is logged in for any more, from the form to the log-in and back."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from desk.autosave import expired_session, storage
from desk.models import KEPT_FOR, Autosave
from tests.articles.desk_pages import page, posted, posted_new
from tests.articles.factories import change

PASSWORD = "made-up-for-a-test-4711"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SERVED = re.compile(r'name="_served" value="([^"]+)"')
NOT_SAVED = "Your text is back in the form. It is not saved yet"


@pytest.fixture
def browser():
    """As strict as a real one's requests are met."""
    return Client(enforce_csrf_checks=True)


def log_in(browser, person, address="/admin/"):
    person.set_password(PASSWORD)
    person.save()
    token = TOKEN.search(browser.get(reverse("account_login")).content.decode())[1]
    data = {"username": person.username, "password": PASSWORD, "next": address, "csrfmiddlewaretoken": token}
    return browser.post(reverse("account_login"), data)


def form_of(browser, address, data):
    """The data as that page would send it: with its token, and with the field that says for whom it was made."""
    shown = browser.get(address).content.decode()
    return data | {"csrfmiddlewaretoken": TOKEN.search(shown)[1], "_served": SERVED.search(shown)[1]}


def end_sessions():
    Session.objects.all().delete()


@pytest.fixture
def late(browser, draft, author):
    """What the author's form sends, once their session has ended."""
    log_in(browser, author)
    data = form_of(browser, page("change", draft.pk), posted(draft, summary="Typed in a long afternoon."))
    end_sessions()
    return data


def test_a_save_after_the_session_comes_back_with_its_text(browser, draft, author, late):
    """Invariant 9."""
    answer = browser.post(page("change", draft.pk), late, follow=True)
    login, _status = answer.redirect_chain[-1]
    assert login.startswith(reverse("account_login"))
    back = parse_qs(urlsplit(login).query)["next"][0]
    shown = browser.get(log_in(browser, author, back)["Location"]).content.decode()
    assert "Typed in a long afternoon.</textarea>" in shown
    assert NOT_SAVED in shown
    assert draft.versions.count() == 1


def test_the_form_that_came_back_saves_what_it_shows(browser, draft, author, late):
    browser.post(page("change", draft.pk), late)
    log_in(browser, author)
    back = f"{page('change', draft.pk)}?back=yes"
    assert f'action="{page("change", draft.pk)}"' in browser.get(back).content.decode()
    browser.post(page("change", draft.pk), form_of(browser, back, late))
    assert Article.objects.get(pk=draft.pk).summary == "Typed in a long afternoon."
    assert not Autosave.objects.exists()


def test_a_new_article_comes_back(browser, author, notices):
    log_in(browser, author)
    data = form_of(browser, page("add"), posted_new(title="Made up and new"))
    end_sessions()
    browser.post(page("add"), data)
    log_in(browser, author)
    assert 'value="Made up and new"' in browser.get(f"{page('add')}?back=yes").content.decode()
    assert not Article.objects.exists()


def test_a_log_in_in_another_tab_costs_no_words(browser, draft, author, late):
    """Its token is that of before the log-in. The request changes no article, and the text is there."""
    log_in(browser, author)
    answer = browser.post(page("change", draft.pk), late, follow=True)
    assert "Typed in a long afternoon.</textarea>" in answer.content.decode()
    assert draft.versions.count() == 1


def test_against_a_newer_version_it_meets_the_conflict_page(browser, draft, author, publisher, late):
    change(draft, by=publisher, expected=1, summary="Theirs.")
    browser.post(page("change", draft.pk), late)
    log_in(browser, author)
    answer = browser.get(f"{page('change', draft.pk)}?back=yes")
    assert answer.status_code == 409
    assert "Typed in a long afternoon." in answer.content.decode()


def test_a_choice_between_two_texts_leads_back_to_them(browser, draft, author, publisher, late):
    browser.post(page("change", draft.pk), late)
    token = {"csrfmiddlewaretoken": late["csrfmiddlewaretoken"]}
    assert browser.post(page("settle", draft.pk), token)["Location"] == f"{page('change', draft.pk)}?back=yes"


def test_nobody_else_who_logs_in_sees_it(browser, draft, publisher, late):
    browser.post(page("change", draft.pk), late)
    log_in(browser, publisher)
    assert "Typed in a long afternoon." not in browser.get(f"{page('change', draft.pk)}?back=yes").content.decode()


@pytest.mark.parametrize("versions", [1, 2], ids=["in the form", "in a conflict"])
def test_to_look_at_what_came_back_writes_nothing(browser, draft, author, late, versions):
    if versions == 2:
        change(draft, by=author, expected=1, summary="Theirs.")
    browser.post(page("change", draft.pk), late)
    log_in(browser, author)
    kept_at = Autosave.objects.get().kept_at
    browser.get(f"{page('change', draft.pk)}?back=yes")
    assert (Autosave.objects.get().kept_at, draft.versions.count()) == (kept_at, versions)


# What is not kept


@pytest.mark.parametrize(
    "served",
    ["", "made-up", signing.dumps({"user": 1, "article": None, "known": ""}, salt="another")],
    ids=["no field", "a made-up field", "a field signed for something else"],
)
def test_a_stranger_stores_nothing(browser, draft, late, served):
    answer = browser.post(page("change", draft.pk), late | {"_served": served})
    assert answer["Location"].startswith(reverse("admin:login"))
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}], ids=["closed account", "no staff"])
def test_who_may_no_longer_write_stores_nothing(browser, draft, author, late, fields):
    type(author).objects.filter(pk=author.pk).update(**fields)
    browser.post(page("change", draft.pk), late)
    assert not Autosave.objects.exists()


def test_who_lost_the_article_to_another_owner_stores_nothing(browser, draft, stranger, late):
    Article.objects.filter(pk=draft.pk).update(owner=stranger)
    browser.post(page("change", draft.pk), late)
    assert not Autosave.objects.exists()


def test_a_post_without_the_forms_token_is_refused_as_ever(browser, draft, author):
    log_in(browser, author)
    assert browser.post(page("change", draft.pk), posted(draft, title="Forged")).status_code == 403
    assert (Autosave.objects.count(), draft.versions.count()) == (0, 1)


def given_back(answer):
    """A page that holds the text, because the site does not."""
    text = answer.content.decode()
    return answer.status_code == 409 and 'name="summary" value="Typed in a long afternoon."' in text


def test_other_text_that_waits_is_not_overwritten_and_this_one_is_given_back(browser, draft, author, late):
    """Invariant 9."""
    storage.keep(author, draft, QueryDict("title=Waits"), known="")
    assert given_back(browser.post(page("change", draft.pk), late))
    assert Autosave.objects.get().typed == [["title", "Waits"]]


def test_what_was_given_back_is_taken_once_the_other_text_is_settled(browser, draft, author, late):
    storage.keep(author, draft, QueryDict("title=Waits"), known="")
    browser.post(page("change", draft.pk), late)
    log_in(browser, author)
    storage.discard(author, draft)
    answer = browser.post(page("change", draft.pk), late, follow=True)
    assert "Typed in a long afternoon.</textarea>" in answer.content.decode()


def test_what_is_sent_again_fills_the_form_and_saves_nothing(browser, draft, author, late):
    """The page gives a token to words that may be anybody's."""
    log_in(browser, author)
    storage.keep(author, draft, QueryDict("title=Waits"), known="")
    held = browser.post(page("change", draft.pk), late).content.decode()
    again = dict(FIELD.findall(held)) | {"csrfmiddlewaretoken": TOKEN.search(held)[1]}
    answer = browser.post(page("change", draft.pk), again)
    assert "Typed in a long afternoon.</textarea>" in answer.content.decode()
    assert draft.versions.count() == 1


def test_more_than_an_article_can_hold_is_given_back(browser, draft, late):
    assert given_back(browser.post(page("change", draft.pk), late | {"title": "x" * (storage.MAX_CHARACTERS + 1)}))
    assert not Autosave.objects.exists()


class WeeksAgo(signing.TimestampSigner):
    def timestamp(self):
        opened = timezone.now() - KEPT_FOR - timedelta(minutes=1)
        return signing.b62_encode(int(opened.timestamp()))


def test_a_form_that_was_open_for_weeks_is_given_back(browser, draft, author, late):
    old = WeeksAgo(salt=expired_session.SALT).sign_object({"user": author.pk, "article": draft.pk, "known": ""})
    assert given_back(browser.post(page("change", draft.pk), late | {"_served": old}))
    assert not Autosave.objects.exists()
