from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polls import counting, remembered, results, tallies
from polls.models import Count
from psyweb.joins import write_guards

from . import factories


@pytest.fixture
def counted():
    """A harmless poll with three entries: what was carried over, and two counts."""
    poll = factories.make_harmless_poll()
    for _ in range(2):
        factories.cast_many(poll, {1: 1, 2: 1})
        counting.count(poll)
    return poll


def sums_of(poll):
    return remembered.history(poll.pk, tallies.read(poll.pk))


@pytest.mark.django_db
def test_sums_are_read_once(counted, django_assert_num_queries):
    sums_of(counted)
    with django_assert_num_queries(0):
        assert sums_of(counted).counted == 4


@pytest.mark.django_db
def test_only_new_entries_are_read(counted):
    sums_of(counted)
    factories.cast(counted, 1)
    counting.count(counted)
    tallies.read(counted.pk)
    with CaptureQueriesContext(connection) as asked:
        assert sums_of(counted).counted == 5
    assert [query["sql"].count('"sequence" > 2') for query in asked] == [1]


@pytest.mark.django_db
def test_what_was_remembered_of_an_earlier_head_stays_as_it_was(counted):
    earlier = sums_of(counted)
    factories.cast(counted, 1)
    counting.count(counted)
    assert (sums_of(counted).votes, earlier.votes) == ({1: 3, 2: 2}, {1: 2, 2: 2})


@pytest.mark.django_db
def test_a_ledger_that_a_failover_set_back_is_read_anew(counted):
    """The lost entry and the one that takes its place share a number."""
    assert results.of(counted).counted == 4
    connection.check_constraints()  # Else PostgreSQL would not let the guards be lifted before the end.
    write_guards.lift()
    Count.objects.filter(poll=counted, sequence=2).delete()
    factories.cast_many(counted, {3: 5})
    tallies.forget_all()
    counting.count(counted)
    factories.cast(counted, 4)
    counting.count(counted)
    assert results.of(counted).counted == 2 + 5 + 1


@pytest.mark.django_db
def test_the_total_of_each_day_goes_on(counted):
    day = factories.NOW + timedelta(days=400)
    factories.cast(counted, 1, at=day)
    counting.count(counted, at=day)
    assert list(sums_of(counted).total_by_day.values())[-1] == sums_of(counted).total
