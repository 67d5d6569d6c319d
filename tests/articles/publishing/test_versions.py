import pytest
from django.db import IntegrityError, OperationalError, transaction

from articles import publishing
from articles.documents import freeze
from articles.models import Status, Version

from ..factories import change, make_section

pytestmark = pytest.mark.dated


def test_a_save_keeps_the_whole_text_as_a_version(draft, author):
    assert draft.versions.get().document == freeze(draft)


def test_a_save_without_a_change_makes_no_version(draft, author):
    publishing.save_version(draft, by=author)
    assert draft.versions.count() == 1


def test_a_change_makes_an_approved_article_a_draft_again(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    change(draft, by=author, title="Another title")
    assert (draft.status, draft.approved_by) == (Status.DRAFT, None)


def test_a_second_editor_of_the_same_version_is_shown_both_texts(draft, author, publisher):
    change(draft, by=author, expected=1, title="Theirs")
    with pytest.raises(publishing.Conflict) as conflict, transaction.atomic():
        change(draft, by=publisher, expected=1, title="Mine")
    found = conflict.value
    assert (found.base["title"], found.yours["title"], found.theirs.document["title"]) == ("Example", "Mine", "Theirs")


def test_a_conflict_writes_nothing(draft, author, publisher):
    change(draft, by=author, expected=1, title="Theirs")
    with pytest.raises(publishing.Conflict), transaction.atomic():
        change(draft, by=publisher, expected=1, title="Mine")
    draft.refresh_from_db()
    assert (draft.title, draft.versions.count()) == ("Theirs", 2)


def test_the_same_change_by_two_editors_is_no_conflict(draft, author, publisher):
    change(draft, by=author, expected=1, title="Same")
    change(draft, by=publisher, expected=1, title="Same")
    assert draft.versions.count() == 2


def test_an_old_version_comes_back_as_a_new_one(draft, author):
    first = draft.versions.get()
    change(draft, by=author, sections=[make_section(body="Other words. [study]")])
    publishing.restore(first, by=author)
    assert draft.versions.last().document == first.document
    assert draft.versions.count() == 3


def test_another_authors_article_cannot_be_changed(draft, stranger):
    with pytest.raises(publishing.Refused, match="another owner"):
        change(draft, by=stranger, title="Not mine")


def test_the_database_refuses_to_change_a_version(draft):
    """Invariant 9: the base of every comparison and conflict page."""
    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
        Version.objects.update(document={})


def test_the_database_takes_each_version_number_once(draft, author):
    """Invariant 9: two saves in the same moment cannot both be version 2."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(article=draft, number=1, document={}, saved_by=author)
