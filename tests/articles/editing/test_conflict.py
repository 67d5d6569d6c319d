"""Two people save one article: the page that lets the second one take from both."""

import re

import pytest

from articles.models import Article
from desk.models import Autosave

from ..desk_pages import page, posted
from ..factories import change, make_section, make_source


@pytest.fixture
def met(desk, draft, author, publisher):
    """A function that sends the publisher's text after the author saved theirs, and gives client and answer."""

    def meet(theirs, **mine):
        data = posted(draft, **mine)
        change(draft, by=author, expected=1, **theirs)
        client = desk(publisher)
        return client, client.post(page("change", draft.pk), data)

    return meet


def settle(client, article, answer, **taken):
    return client.post(page("settle", article.pk), {"kept": answer.context["kept"], **taken})


def test_a_conflict_shows_both_texts_and_saves_neither(met, draft):
    """Invariant 9."""
    _client, answer = met(
        {"title": "Theirs"}, title="Mine", summary="All that I typed.", key_points="Quite something else."
    )
    assert answer.status_code == 409
    assert Article.objects.get(pk=draft.pk).title == "Theirs"
    for words in ("All that I typed.", "Quite something else.", "author saved version 2"):
        assert words in answer.content.decode()


def test_both_texts_are_joined_part_by_part(met, draft):
    """Invariant 9."""
    client, answer = met({"summary": "Theirs."}, title="Mine")
    assert settle(client, draft, answer)["Location"] == page("change", draft.pk)
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Mine", "Theirs.")
    assert [version.document["title"] for version in draft.versions.all()] == ["Example", "Example", "Mine"]


@pytest.mark.parametrize(("whose", "title"), [("yours", "Mine"), ("theirs", "Theirs")])
def test_what_both_changed_is_chosen(met, draft, whose, title):
    client, answer = met({"title": "Theirs"}, title="Mine")
    assert answer.context["disputed"] == 1
    settle(client, draft, answer, **{"field-title": whose})
    assert Article.objects.get(pk=draft.pk).title == title


def test_what_both_changed_is_never_preselected_and_never_guessed(met, draft):
    """Invariant 9."""
    client, answer = met({"title": "Theirs", "summary": "Theirs."}, title="Mine", author="Mine")
    assert chosen_in(answer) == {"field-summary": "theirs", "field-author": "yours"}
    again = settle(client, draft, answer, **{"field-summary": "yours"})
    assert (again.status_code, draft.versions.count()) == (400, 2)
    assert "1 part still needs your choice." in again.content.decode()
    assert chosen_in(again) == {"field-summary": "yours", "field-author": "yours"}
    settle(client, draft, again, **{"field-title": "yours", "field-summary": "yours"})
    draft.refresh_from_db()
    assert (draft.title, draft.author) == ("Mine", "Mine")


def chosen_in(answer):
    return dict(re.findall(r'name="([\w-]+)" value="(\w+)" checked', answer.content.decode()))


def test_what_was_typed_into_a_section_that_is_gone_is_kept(met, draft):
    """Invariant 9."""
    typed = "Typed into a section that is gone. [study]"
    client, answer = met(
        {"sections": [make_section("Another", "Quite other words stand here. [study]")]}, **{"sections-0-body": typed}
    )
    settle(client, draft, answer, **{"section-0": "yours"})
    assert {section.body for section in draft.sections.all()} == {typed, "Quite other words stand here. [study]"}


def test_a_section_without_a_heading_yet_is_kept(met, draft):
    """Invariant 9."""
    new = {"sections-TOTAL_FORMS": 2, "sections-1-body": "Words before their heading.", "sections-1-article": draft.pk}
    _client, answer = met({"title": "Theirs"}, **new)
    assert "Words before their heading." in answer.content.decode()


def test_what_was_typed_is_kept_as_unsaved_text_too(met, draft, publisher):
    met({"title": "Theirs"}, title="Mine")
    assert ["title", "Mine"] in Autosave.objects.of(publisher, draft).get().typed


def test_a_third_save_meets_the_page_again_with_all_that_was_chosen(met, draft, author):
    """Invariant 9."""
    client, answer = met({"summary": "Theirs."}, title="Mine")
    change(draft, by=author, expected=2, author="A third one")
    again = settle(client, draft, answer)
    assert again.status_code == 409
    settle(client, draft, again)
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.author) == ("Mine", "Theirs.", "A third one")


def test_a_wrong_entry_is_refused_by_its_field_with_all_that_was_chosen(met, draft):
    """Invariant 9."""
    client, answer = met(
        {"sources": [make_source(), make_source("second")]}, title="Mine", **{"sources-0-url": "javascript:alert(1)"}
    )
    refused = settle(client, draft, answer)
    assert "Give a web address" in refused.content.decode()
    assert 'value="Mine"' in refused.content.decode()
    assert draft.versions.count() == 2


def test_what_was_kept_cannot_be_forged(desk, draft, publisher):
    assert desk(publisher).post(page("settle", draft.pk), {"kept": "forged"}).status_code == 403


def test_what_was_kept_for_another_article_is_refused(met, desk, draft):
    client, answer = met({"title": "Theirs"}, title="Mine")
    other = Article.objects.create(title="Other", slug="other")
    assert settle(client, other, answer).status_code == 403


def test_who_may_not_edit_may_not_settle(met, desk, draft, stranger):
    _client, answer = met({"title": "Theirs"}, title="Mine")
    assert settle(desk(stranger), draft, answer).status_code == 403
