"""Every change of what pages are drawn from changes the revision, and on PostgreSQL no change waits for another."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from articles.models import Topic
from articles.reading.live import revision_triggers
from articles.reading.live.state import public_state

from ...public_pages import make_topic


@pytest.mark.django_db
@pytest.mark.parametrize("table", revision_triggers.FOLLOWED)
def test_each_table_is_followed(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM " + table)
    assert [name for name in revision_triggers._triggers(connection) if name.startswith(f"psyweb_revision_{table}")]


@pytest.mark.django_db
def test_each_kind_of_change_is_followed():
    states = [public_state()]
    topic = make_topic()
    states.append(public_state())
    Topic.objects.update(name="Renamed")
    states.append(public_state())
    topic.delete()
    states.append(public_state())
    assert len(set(states)) == 4


@pytest.mark.django_db
def test_a_trigger_that_is_gone_is_named_and_put_back():
    name = next(iter(revision_triggers._triggers(connection)))
    table = revision_triggers._triggers(connection)[name][0]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert revision_triggers.missing() == [name]
    revision_triggers.install()
    assert revision_triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_do_not_wait_for_each_other():
    for slug in ("first", "second"):
        make_topic(slug)
    is_changed, may_end = Event(), Event()

    def change():
        with transaction.atomic():
            Topic.objects.filter(slug="first").update(name="Changed")
            is_changed.set()
            may_end.wait(10)
        connection.close()

    other = Thread(target=change)
    other.start()
    assert is_changed.wait(10)
    states = {public_state()}
    if connection.vendor == "sqlite":
        may_end.set()  # It has one writer at a time.
        other.join()
        states.add(public_state())
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
        Topic.objects.filter(slug="second").update(name="Changed too")
    states.add(public_state())
    may_end.set()
    other.join()
    assert len(states | {public_state()}) == 3
