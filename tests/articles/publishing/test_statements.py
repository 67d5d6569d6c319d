from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles import publishing
from articles.models import StatementVersion
from articles.statements import in_force
from tests.moments import DAYS_OF_THE_RUN, TODAY, in_days

from ..factories import (
    make_article,
    make_draft_statement,
    make_edition,
    make_person,
    make_section,
    make_statement,
)

pytestmark = pytest.mark.dated


@pytest.fixture
def draft_statement(author):
    return make_draft_statement(by=author)


def approve(version, *, by, **given):
    publishing.approve_statement(version, by=by, **{"expected": version.saved_at} | given)


# Approval


def test_a_second_person_puts_a_draft_in_force(draft_statement, reviewer):
    approve(draft_statement, by=reviewer)
    assert in_force(["made-up-warning"]) == {"made-up-warning": draft_statement}
    assert (draft_statement.number, draft_statement.approved_by) == (1, reviewer)


def test_a_draft_for_another_day_waits_for_it(author, reviewer):
    draft = make_draft_statement(by=author, effective_from=in_days(3))
    approve(draft, by=reviewer)
    assert in_force(["made-up-warning"]) == {}
    assert in_force(["made-up-warning"], on=in_days(3)) == {"made-up-warning": draft}


def test_a_draft_whose_day_has_passed_begins_with_its_approval(author, reviewer):
    draft = make_draft_statement(by=author, effective_from=in_days(-3))
    approve(draft, by=reviewer)
    assert draft.effective_from in DAYS_OF_THE_RUN


def test_approved_versions_are_numbered_in_the_order_of_approval(author, reviewer):
    first, second = make_draft_statement(by=author), make_draft_statement(by=author)
    approve(second, by=reviewer)
    approve(first, by=reviewer)
    assert (first.number, second.number) == (2, 1)


def test_an_author_cannot_approve(draft_statement, author, stranger):
    for person in (author, stranger):
        with pytest.raises(publishing.Refused):
            approve(draft_statement, by=person, own_reason="I like it.")


def test_a_publisher_approves_their_own_text_with_a_public_reason(publisher):
    draft = make_draft_statement(by=publisher)
    with pytest.raises(publishing.Refused, match="shows the reason"):
        approve(draft, by=publisher)
    approve(draft, by=publisher, own_reason="Nobody else works here.")
    assert draft.own_reason == "Nobody else works here."


def test_a_text_that_was_changed_while_it_was_read_is_not_approved(draft_statement, reviewer):
    read = draft_statement.saved_at
    draft_statement.body = "Other words. [study]"
    draft_statement.saved_at += timedelta(seconds=1)
    draft_statement.save()
    with pytest.raises(publishing.Refused, match="changed or approved"):
        approve(draft_statement, by=reviewer, expected=read)
    assert in_force(["made-up-warning"]) == {}


def test_an_approved_version_is_not_approved_again(draft_statement, reviewer, publisher):
    stale = StatementVersion.objects.get()
    approve(draft_statement, by=reviewer)
    with pytest.raises(publishing.Refused, match="changed or approved"):
        approve(stale, by=publisher)
    assert StatementVersion.objects.get().approved_by == reviewer


def at_once(*acts):
    """What each act raised, or None, where all begin together on connections of their own."""
    barrier, raised = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            with transaction.atomic():
                act()
        except publishing.Refused as refused:
            raised[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def approvers(transactional_db):
    """Who may do everything: a test with transactions of its own leaves no roles to the next one."""
    return [User.objects.create(username=name, is_superuser=True) for name in ("one", "two")]


def drafts(number):
    writer = User.objects.create(username="writer")
    return [make_draft_statement(by=writer) for _draft in range(number)]


def test_of_two_who_approve_one_draft_at_once_one_is_refused(approvers):
    drafts(1)
    copies = [StatementVersion.objects.get() for _person in approvers]
    raised = at_once(lambda: approve(copies[0], by=approvers[0]), lambda: approve(copies[1], by=approvers[1]))
    assert sorted(one is None for one in raised) == [False, True]
    assert StatementVersion.objects.get().number == 1


def test_two_drafts_that_are_approved_at_once_never_get_one_number(approvers):
    one, two = drafts(2)
    raised = at_once(lambda: approve(one, by=approvers[0]), lambda: approve(two, by=approvers[1]))
    numbers = sorted(StatementVersion.objects.approved().values_list("number", flat=True))
    assert numbers == list(range(1, 1 + raised.count(None)))
    assert raised.count(None) >= 1


# Signatures


def test_a_clinician_signs_a_version_and_it_alone(author, reviewer):
    first = make_statement(by=author)
    publishing.sign_statement(first, by=reviewer, name="R. Viewer", role="made-up nurse")
    (shown,) = in_force(["made-up-warning"]).values()
    signature = dict(shown.signature)
    assert signature.pop("signed_on") in map(str, DAYS_OF_THE_RUN)
    assert signature == {"name": "R. Viewer", "role": "made-up nurse"}
    make_statement(number=2, by=author, effective_from=TODAY)
    (shown,) = in_force(["made-up-warning"]).values()
    assert shown.signature is None


@pytest.mark.parametrize("role", ["Author", "Publisher"])
def test_who_is_no_clinician_does_not_sign(role, author):
    with pytest.raises(publishing.Refused, match="Only a clinical reviewer"):
        publishing.sign_statement(make_statement(by=author), by=make_person("other", role), name="A", role="B")


def test_a_writer_does_not_sign_their_own_text(db):
    clinician = make_person("both", "Author", "Reviewer")
    with pytest.raises(publishing.Refused, match="somebody else"):
        publishing.sign_statement(make_statement(by=clinician), by=clinician, name="A", role="B")


def test_a_draft_is_not_signed(draft_statement, reviewer):
    with pytest.raises(publishing.Refused, match="Only an approved text"):
        publishing.sign_statement(draft_statement, by=reviewer, name="A", role="B")


def test_nobody_signs_twice(author, reviewer):
    version = make_statement(by=author)
    publishing.sign_statement(version, by=reviewer, name="A", role="B")
    with pytest.raises(publishing.Refused, match="already"):
        publishing.sign_statement(version, by=reviewer, name="A", role="B")


# Pages that carry one


def carrying(author):
    return make_article(by=author, sections=[make_section(body="Words. [study]\n\n::: statement made-up-warning")])


def test_a_page_that_names_a_statement_without_a_version_in_force_is_not_published(
    draft_statement, author, reviewer, publisher, notices
):
    with pytest.raises(publishing.Refused, match="made-up-warning"):
        make_edition(carrying(author), by=author, second=reviewer, publisher=publisher)


def test_no_override_publishes_a_page_with_a_hole(author, reviewer, publisher, notices):
    article = carrying(author)
    publishing.override(
        article, check="statements-are-in-force", reason="For a test.", expires_on=in_days(9), by=publisher
    )
    with pytest.raises(publishing.Refused, match="No version of these statements is in force: made-up-warning"):
        make_edition(article, by=author, second=reviewer, publisher=publisher)


def test_a_scheduled_edition_keeps_the_versions_of_its_day_and_can_be_cancelled(author, reviewer, publisher, notices):
    make_statement()
    coming = make_statement(number=2, effective_from=in_days(5))
    moment = timezone.now() + timedelta(days=6)
    edition = make_edition(carrying(author), by=author, second=reviewer, publisher=publisher, publish_at=moment)
    assert edition.statements.get() == coming
    publishing.cancel(edition, by=publisher)
    assert not StatementVersion.objects.exclude(editions=None).exists()


def test_the_words_of_its_statements_are_found_by_search(client, author, reviewer, publisher, notices):
    make_statement(body="Beware of zeppelins. [study]")
    make_edition(carrying(author), by=author, second=reviewer, publisher=publisher)
    assert b"/articles/example/" in client.get("/search/?q=zeppelins").content
