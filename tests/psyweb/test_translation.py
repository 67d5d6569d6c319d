"""Every word of the interface goes through gettext: what a page says is translated, or content of the database."""

import re
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext

from articles.editing.article.moves import MOVES
from articles.markdown import rendering
from polls.admin.actions import ACTIONS
from polls.ledger import verification
from polls.models import Poll
from psyweb.joins import write_guards
from tests.articles.desk_pages import page as desk_page
from tests.articles.desk_pages import posted
from tests.articles.factories import make_article, make_person
from tests.articles.test_grammar import FAULTY
from tests.machinery import addresses
from tests.machinery.content import content_texts
from tests.machinery.pseudo_locale import LETTERS, every_translation_in_brackets, words_outside

pytestmark = pytest.mark.django_db
# Names, and what is the same in every language.
NAMES = {"PsyWeb", "JSON", "CSV", "XLSX", "Excel", "UTC", "A–Z", "Atom", "SHA-256", "Ed25519"}
LONG_ENOUGH = 20  # Letters that no sentence of the interface shares with the content by chance.
# Where content is shown in pieces: results of a search, and a comparison of two editions; and names in code.
PIECES = re.compile(r'<ol class="hits".*?</ol>|<p class="changed-paragraph.*?</p>|<code>.*?</code>', re.DOTALL)
# A word that is explained in place is a part of its sentence.
EXPLAINED = re.compile(r'<a class="word"[^>]*>(.*?)</a>', re.DOTALL)
# What explains the interface for programs is in the language of its names.
FOR_PROGRAMMERS = {"/api/"}
PLACE = re.compile(r"[\w./:-]*[./][\w./:-]*")  # An address, a host, a file.
CODE = ("{", "<", "PsyWeb ledger head ")  # To copy, or to take a hash of.


EDITED_AT_THE_DESK = [model for model in admin.site._registry if model._meta.app_label in {"articles", "polls"}]
# What Django's templates say of their icons without marking it, data for scripts, names of other bodies' standards.
NOT_WORDS = re.compile(
    r'alt="(?:Search|True|False|None)"|data-inline-formset="[^"]*"|<span class="checks-standard">.*?</span>', re.DOTALL
)


@pytest.fixture(scope="module")
def content(library, django_db_blocker):
    with django_db_blocker.unblock():
        found = content_texts()
    return found, "\n".join(found)


def unmarked(words, content):
    """What is left of a text without the content in it: whole texts, and longer parts such as half a comparison."""
    whole, together = content
    plain = words.strip(" ,.;:!?()[]“”–…·|")
    if words.startswith(CODE) or plain in whole or (len(plain) >= LONG_ENOUGH and plain in together):
        return ""
    for known in sorted((text for text in whole | NAMES if len(text) > 2 and text in words), key=len, reverse=True):
        words = words.replace(known, " ")
    return words if LETTERS.search(PLACE.sub("", words)) else ""


@pytest.mark.parametrize("path", sorted(set(addresses.for_people()) - FOR_PROGRAMMERS))
def test_every_word_is_translated_or_content(content, client, path):
    with every_translation_in_brackets():
        text = client.get(path).content.decode()
    text = EXPLAINED.sub(r"\1", PIECES.sub("", text))
    asked = {value for _, value in parse_qsl(urlsplit(path).query)}
    known = (content[0] | asked, content[1])
    assert [words for words in words_outside(text) if unmarked(words, known)] == []


def desk_pages_of(model):
    """The list, the empty form, and the form of a row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._base_manager.first()
    addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    return [*addresses, reverse(f"{name}_change", args=[row.pk])] if row else addresses


@pytest.mark.parametrize("model", EDITED_AT_THE_DESK, ids=lambda model: model._meta.label_lower)
def test_every_word_of_the_desk_is_translated_or_content(content, admin_client, model):
    left = {}
    for path in desk_pages_of(model):
        with every_translation_in_brackets():
            answer = admin_client.get(path)
        if answer.status_code == HTTPStatus.OK:  # Some rows are only made by a verb.
            text = NOT_WORDS.sub("", answer.content.decode())
            known = (content[0] | {"admin"}, content[1])  # The name of whoever looks.
            left[path] = [words for words in words_outside(text) if unmarked(words, known)]
    assert {path: words for path, words in left.items() if words} == {}


def left_outside(answer, *typed):
    """The words of an answer that are neither translated nor stored nor `typed`."""
    found = content_texts() | {"admin"} | {line for text in typed for line in (text, *text.split("\n"))}
    text = NOT_WORDS.sub("", answer.content.decode())
    return [words for words in words_outside(text) if unmarked(words, (found, "\n".join(found)))]


@pytest.fixture
def article():
    yield make_article(by=make_person("author", "Author"))
    rendering.blocks.cache_clear()  # Texts that were read while translations stood in brackets.


@pytest.mark.parametrize("body", [body for body, *_ in FAULTY])
def test_what_is_wrong_with_a_text_is_said_in_translated_words(article, admin_client, body):
    typed = posted(article, **{"sections-0-body": body})
    with every_translation_in_brackets():
        checks = admin_client.post(desk_page("unsaved", article.pk, "checks"), typed)
        saved = admin_client.post(desk_page("change", article.pk), typed, follow=True)
    assert "⟦Line " in checks.text
    assert (left_outside(checks, body), left_outside(saved, body)) == ([], [])


ANSWERS = {"reason": "Typed here.", "change_class": "correction", "change_note": "Typed here.", "expected": 1}


@pytest.mark.parametrize("given", [{}, ANSWERS], ids=["nothing", "answers"])
@pytest.mark.parametrize("move", MOVES)
def test_what_a_move_refuses_is_said_in_translated_words(article, admin_client, move, given):
    with every_translation_in_brackets():
        answer = admin_client.post(desk_page("do", article.pk, move), given, follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert left_outside(answer, "Typed here.") == []


POLL_ANSWERS = {"reason": "Typed here.", "is_confirmed": "yes", "question": "Typed here?", "label": "Typed here"}


@pytest.mark.parametrize("given", [{}, POLL_ANSWERS], ids=["nothing", "answers"])
@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_action_refuses_is_said_in_translated_words(library, admin_client, action, given):
    poll = Poll.objects.first()
    with every_translation_in_brackets():
        answer = admin_client.post(f"/admin/polls/poll/{poll.pk}/do/{action}/", given, follow=True)
    if answer.headers["Content-Type"].startswith("text/html"):
        assert left_outside(answer, *POLL_ANSWERS.values()) == []


def test_faults_of_a_ledger_are_said_in_translated_words(library, client):
    poll = Poll.objects.first()
    with every_translation_in_brackets():
        faults = [str(fault) for fault in verification.of_part(poll, [poll.ledger.first()], last=1)]
    assert faults == [f"⟦{poll.slug}, entry 1: ⟦is missing⟧⟧"]


@pytest.mark.parametrize("name", ["account_login", "account_change_password", "mfa_index", "mfa_add_webauthn"])
def test_every_word_around_the_log_in_is_translated(admin_client, client, name):
    with every_translation_in_brackets():
        answer = (client if name == "account_login" else admin_client).get(reverse(name), follow=True)
    assert left_outside(answer) == []


def test_too_many_attempts_are_refused_in_translated_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    with every_translation_in_brackets():
        answers = [client.post(reverse("account_login"), {"login": "a", "password": "b"}) for _ in range(2)]
    assert answers[1].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert left_outside(answers[1]) == []


def test_the_desk_offers_no_change_that_a_guard_refuses(library, rf, admin_user):
    """So that no page shows what a guard says, which is in English alone."""
    request = rf.get("/")
    request.user = admin_user
    guarded = {guard.table for guard in write_guards.GUARDS}
    at_the_desk = [one for model, one in admin.site._registry.items() if model._meta.db_table in guarded]
    rows = [(one, row) for one in at_the_desk for row in one.model._base_manager.all()]
    assert {one.model.__name__ for one, _row in rows} == {"Count", "Edition", "Notice", "Poll", "StatementVersion"}
    for one, row in rows:
        assert not one.has_delete_permission(request, row)
        is_fixed_in_part = one.model is Poll and "most_answers" in one.get_readonly_fields(request, row)
        assert is_fixed_in_part or not one.has_change_permission(request, row)


def test_words_of_a_script_are_read():
    page = '<script id="desk-words">{"a": "not marked", "b": "⟦marked⟧", "c": [{"name": "a code"}]}</script>'
    assert words_outside(page) == ["not marked"]


def test_a_word_outside_of_the_brackets_is_found():
    page = "<p>⟦Marked <b>words</b>⟧ <a title='not marked'>nor this</a> 12 <img alt='⟦marked⟧'></p>"
    assert words_outside(page) == ["not marked", "nor this"]


def test_no_bracket_is_left_behind():
    with every_translation_in_brackets():
        assert gettext("Search") == "⟦Search⟧"
    assert gettext("Search") == "Search"
