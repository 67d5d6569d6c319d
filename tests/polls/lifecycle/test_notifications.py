"""Whom a poll's moves tell, and that no vote or figure is told of."""

import pytest

from desk.models import Notification
from polls import lifecycle
from polls.lifecycle import fingerprint

from .. import factories
from ..factories import NOW

pytestmark = [pytest.mark.dated, pytest.mark.django_db]


@pytest.fixture
def writer():
    return factories.make_person("add_poll")


@pytest.fixture
def opener():
    return factories.make_person("change_poll")


@pytest.fixture
def draft(writer, opener):
    return factories.make_draft(by=writer)


def told():
    return set(Notification.objects.values_list("recipient", "kind"))


def test_a_draft_tells_those_who_may_open_it_once(draft, writer, opener):
    assert told() == {(opener.pk, "poll-to-open")}
    lifecycle.save_draft(draft, by=writer, question="Is it another?", choices=[(1, "It is"), (2, "It isn't")])
    assert Notification.objects.count() == 1


def test_an_opening_tells_its_writer_and_takes_back_what_waited(draft, writer, opener):
    lifecycle.open_draft(draft, by=opener, seen=fingerprint(draft))
    assert told() == {(writer.pk, "poll-opened")}


def test_a_draft_that_is_discarded_waits_for_nobody(draft, writer):
    lifecycle.discard_draft(draft, by=writer)
    assert told() == set()


def test_a_closing_tells_its_writer_and_who_opened_it(draft, writer, opener):
    poll = lifecycle.open_draft(draft, by=opener, seen=fingerprint(draft))
    Notification.objects.all().delete()
    lifecycle.close(poll, by=factories.make_person("change_poll"))
    assert told() == {(writer.pk, "poll-closed"), (opener.pk, "poll-closed")}


def test_what_is_written_and_opened_alone_tells_nobody():
    alone = factories.make_person("add_poll", "change_poll")
    draft = factories.make_draft(by=alone)
    lifecycle.open_draft(draft, by=alone, seen=fingerprint(draft), own_reason="Made up.")
    assert told() == set()


def test_a_command_on_the_server_tells_nobody(opener):
    factories.make_poll(at=NOW)
    assert told() == set()


def test_a_notification_holds_the_question_and_no_figure(draft):
    (row,) = Notification.objects.all()
    assert (row.subject, row.link) == (draft.question, f"/admin/polls/poll/{draft.pk}/change/")
