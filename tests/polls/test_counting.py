from datetime import timedelta

import pytest
from django.core.cache import cache

from polls import counting, lifecycle, results
from polls.ballots import sealing
from polls.errors import Refused
from polls.models import Box, BoxKey, Count, Kind, Mark, SealedBallot
from polls.results import poll_cache
from polls.retention import MARK_KEPT_FOR, RETIRED_BOX_KEY_KEPT_FOR
from tests.moments import in_words

from . import factories
from .factories import DAY, NOW

pytestmark = pytest.mark.dated

NEXT_COUNT = in_words((NOW + 8 * DAY).date())
MIXED = {1: 4, 2: 3, 3: 2, 4: 1}


@pytest.fixture
def poll(db):
    return factories.make_poll(at=NOW)


def test_the_first_count_comes_with_ten_ballots_and_their_split(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    entry = counting.count(poll, at=NOW)
    assert (entry.number, entry.counts, entry.unknown) == (10, {"1": 4, "2": 3, "3": 2, "4": 1}, 0)


def test_a_count_empties_the_box(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    assert not SealedBallot.objects.exists()


def test_a_count_leaves_the_total_as_it_was(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    before = results.of(poll).total
    counting.count(poll, at=NOW)
    assert results.of(poll).total == before


def test_refuses_nine_ballots_and_keeps_them(poll):
    factories.cast_many(poll, {1: 5, 2: 4}, at=NOW)
    with pytest.raises(Refused, match="A count needs 10"):
        counting.count(poll, at=NOW)
    assert SealedBallot.objects.count() == 9


@pytest.mark.parametrize(("days", "may"), [(0, False), (7, False), (8, True)])
def test_a_second_count_waits_until_more_than_the_interval_has_passed(poll, days, may):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    later = NOW + days * DAY
    factories.cast_many(poll, MIXED, at=later)
    if may:
        assert counting.count(poll, at=later).number == 10
    else:
        with pytest.raises(Refused, match=f"The next count can come from {NEXT_COUNT} on"):
            counting.count(poll, at=later)


def test_the_first_count_waits_where_the_poll_says_so(db):
    poll = factories.make_poll(at=NOW, first_count_waits=True)
    factories.cast_many(poll, MIXED, at=NOW)
    with pytest.raises(Refused, match=f"from {NEXT_COUNT} on"):
        counting.count(poll, at=NOW)


@pytest.mark.parametrize(("votes", "may"), [({1: 9, 2: 1}, True), ({1: 10}, False), ({1: 19, 2: 1}, False)], ids=str)
def test_a_batch_over_90_percent_alike_waits(poll, votes, may):
    factories.cast_many(poll, votes, at=NOW)
    if may:
        assert counting.count(poll, at=NOW)
    else:
        with pytest.raises(Refused, match="say the same"):
            counting.count(poll, at=NOW)
        assert SealedBallot.objects.count() == sum(votes.values())


def test_a_harmless_poll_counts_each_vote(db):
    poll = factories.make_harmless_poll(at=NOW)
    for _ in range(2):
        factories.cast(poll, 1, at=NOW)
        assert counting.count(poll, at=NOW).counts == {"1": 1}


def test_held_ballots_are_counted_apart_under_the_same_rules(poll):
    factories.cast_many(poll, MIXED, at=NOW, box=Box.HELD)
    factories.cast_many(poll, MIXED, at=NOW)
    assert counting.count(poll, at=NOW).kind == Kind.COUNT
    assert counting.count(poll, box=Box.HELD, at=NOW).kind == Kind.HELD


def test_refuses_nine_held_ballots(poll):
    factories.cast_many(poll, {1: 9}, at=NOW, box=Box.HELD)
    with pytest.raises(Refused):
        counting.count(poll, box=Box.HELD, at=NOW)


def test_leftovers_of_a_closed_poll_join_the_total_with_their_split_untold(poll):
    factories.cast_many(poll, {1: 2, 2: 1}, at=NOW)
    lifecycle.close(poll, at=NOW)
    entry = counting.count(poll, at=NOW)
    assert (entry.kind, entry.number, entry.counts, entry.unknown) == (Kind.LEFTOVER, 3, {}, 3)


def test_alike_ballots_of_a_closed_poll_join_the_total_untold(poll):
    factories.cast_many(poll, {1: 12}, at=NOW)
    lifecycle.close(poll, at=NOW)
    entry = counting.count(poll, at=NOW)
    assert (entry.kind, entry.counts, entry.unknown) == (Kind.LEFTOVER, {}, 12)


def test_a_large_rest_of_a_closed_poll_is_split_once_the_interval_has_passed(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    factories.cast_many(poll, MIXED, at=NOW)
    lifecycle.close(poll, at=NOW)
    with pytest.raises(Refused):
        counting.count(poll, at=NOW)
    assert counting.count(poll, at=NOW + 8 * DAY).counts == {"1": 4, "2": 3, "3": 2, "4": 1}


def test_a_closed_poll_with_an_empty_box_has_nothing_to_count(poll):
    lifecycle.close(poll, at=NOW)
    with pytest.raises(Refused):
        counting.count(poll, at=NOW)


def test_a_lost_key_costs_the_split_and_never_the_total(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    factories.lose_keys(poll)
    entry = counting.count(poll, at=NOW)
    assert (entry.number, entry.counts, entry.unknown) == (10, {}, 10)
    assert "key is lost" in entry.note
    assert results.of(poll).total == 3989


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 32], ids=["empty", "cut", "another"])
def test_a_damaged_key_file_stops_the_count(poll, secret):
    factories.cast_many(poll, MIXED, at=NOW)
    factories.damage_keys(poll, secret)
    with pytest.raises(sealing.DamagedKey, match=r"\.key cannot be used"):
        counting.count(poll, at=NOW)
    assert SealedBallot.objects.count() == 10


def test_readable_ballots_below_the_minimum_are_not_told_apart(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    factories.lose_keys(poll)
    sealing.rotate(poll, Box.MAIN, at=NOW)
    poll_cache.clear_all()
    factories.cast_many(poll, {1: 2, 2: 3}, at=NOW)
    entry = counting.count(poll, at=NOW)
    assert (entry.number, entry.counts, entry.unknown) == (15, {}, 15)


def test_a_ballot_of_another_poll_cannot_be_read(poll):
    other = factories.make_poll(at=NOW)
    factories.cast_many(poll, MIXED, at=NOW)
    key = BoxKey.objects.get(poll=poll, box=Box.MAIN)
    cipher = sealing.seal([1], other.pk, key.public)
    SealedBallot.objects.create(poll=poll, key=key, box=Box.MAIN, cipher=cipher)
    assert counting.count(poll, at=NOW).unknown == 1


def test_a_count_retires_the_key_and_publishes_a_new_one(poll):
    before = BoxKey.objects.get(poll=poll, box=Box.MAIN, retired_at=None)
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    after = BoxKey.objects.get(poll=poll, box=Box.MAIN, retired_at=None)
    assert bytes(before.public) != bytes(after.public)


def test_the_vote_that_brings_a_count_leaves_no_exact_time(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW + timedelta(minutes=7, seconds=3))
    assert BoxKey.objects.exclude(retired_at=None).get().retired_at == NOW + timedelta(hours=1)


def test_a_refused_count_leaves_the_key(poll):
    factories.cast_many(poll, {1: 10}, at=NOW)
    with pytest.raises(Refused):
        counting.count(poll, at=NOW)
    assert not BoxKey.objects.exclude(retired_at=None).exists()


def test_a_ballot_sealed_with_the_old_key_is_still_counted(poll):
    old = poll_cache.key(poll_cache.find(poll.slug, at=NOW), Box.MAIN)
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    cipher = sealing.seal([2], poll.pk, old.public)
    SealedBallot.objects.create(poll=poll, key=old, box=Box.MAIN, cipher=cipher)
    later = NOW + 8 * DAY
    counting.clean_up(at=later)
    factories.cast_many(poll, MIXED, at=later)
    assert counting.count(poll, at=later).counts == {"1": 4, "2": 4, "3": 2, "4": 1}


@pytest.mark.parametrize(
    ("rest", "is_there"),
    [(RETIRED_BOX_KEY_KEPT_FOR - timedelta(minutes=1), True), (RETIRED_BOX_KEY_KEPT_FOR, False)],
    ids=["a minute early", "in time"],
)
def test_a_retired_key_is_destroyed_when_it_has_rested(poll, rest, is_there):
    key = BoxKey.objects.get(poll=poll, box=Box.MAIN)
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW)
    counting.clean_up(at=NOW + rest)
    assert sealing.is_readable(key) is is_there


def test_a_key_with_a_ballot_left_is_never_destroyed(poll):
    key = BoxKey.objects.get(poll=poll, box=Box.MAIN)
    factories.cast(poll, 1, at=NOW)
    sealing.rotate(poll, Box.MAIN, at=NOW)
    counting.clean_up(at=NOW + 30 * DAY)
    assert sealing.is_readable(key)


@pytest.mark.parametrize(
    ("age", "number"), [(MARK_KEPT_FOR, 1), (MARK_KEPT_FOR + DAY, 0)], ids=["last day", "day after"]
)
def test_marks_are_deleted_on_the_day_after_their_last(poll, age, number):
    factories.cast(poll, 1, at=NOW)
    counting.clean_up(at=NOW + age)
    assert Mark.objects.count() == number


def test_the_tenth_vote_brings_the_count(poll):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.try_after_vote(poll, at=NOW)
    assert Count.objects.filter(poll=poll, kind=Kind.COUNT).count() == 1


def test_a_vote_brings_no_count_where_the_settings_say_so(poll, settings):
    settings.POLL_COUNT_AFTER_VOTE = False
    factories.cast_many(poll, MIXED, at=NOW)
    counting.try_after_vote(poll, at=NOW)
    assert not Count.objects.filter(poll=poll, kind=Kind.COUNT).exists()


def test_a_vote_brings_no_count_of_very_many(poll, monkeypatch):
    monkeypatch.setattr(counting, "MOST_AFTER_A_VOTE", 9)
    factories.cast_many(poll, MIXED, at=NOW)
    counting.try_after_vote(poll, at=NOW)
    assert not Count.objects.filter(poll=poll, kind=Kind.COUNT).exists()


def test_after_a_count_the_next_votes_ask_nothing(poll, django_assert_num_queries):
    factories.cast_many(poll, MIXED, at=NOW)
    counting.try_after_vote(poll, at=NOW)
    factories.cast_many(poll, MIXED, at=NOW)
    results.of(poll)
    counting.try_after_vote(poll, at=NOW)
    with django_assert_num_queries(0):
        counting.try_after_vote(poll, at=NOW)


def test_a_count_that_fails_never_reaches_the_voter(poll, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("made up")

    factories.cast_many(poll, MIXED, at=NOW)
    monkeypatch.setattr(counting, "count", fail)
    counting.try_after_vote(poll, at=NOW)
    assert "The count after a vote" in caplog.text


def test_a_cache_that_is_away_never_reaches_the_voter(poll, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("made up")

    factories.cast_many(poll, MIXED, at=NOW)
    monkeypatch.setattr(type(cache._connections[cache._alias]), "get", fail)
    counting.try_after_vote(poll, at=NOW)


def test_every_ballot_is_shown_to_who_watches(poll):
    seen = []
    factories.cast_many(poll, MIXED, at=NOW)
    counting.count(poll, at=NOW, on_progress=seen.append)
    assert sum(seen) == 10


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        ({(1, 2, 3): 5}, "A count needs 10"),  # 15 answers, and no more ballots than five.
        ({(1, 2): 5, (1, 3): 5}, "say the same"),
        ({(1, 2): 19, 3: 1}, "say the same"),
    ],
    ids=["few ballots", "one answer on all", "two answers on 95%"],
)
def test_the_rules_of_counting_hold_for_each_answer(db, votes, why):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, votes, at=NOW)
    with pytest.raises(Refused, match=why):
        counting.count(poll, at=NOW)
    assert SealedBallot.objects.count() == sum(votes.values())


def test_a_count_of_several_answers_tells_each_answer_and_no_combination(db):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, {(1, 2): 6, (2, 3): 3, 4: 1}, at=NOW)
    entry = counting.count(poll, at=NOW)
    assert (entry.number, entry.unknown, entry.most_answers) == (10, 0, 3)
    assert entry.counts == {"1": 6, "2": 9, "3": 3, "4": 1}


def test_a_lost_key_costs_the_answers_of_its_ballots_alone(db):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, {(1, 2): 6, (3, 4): 6}, at=NOW)
    for ballot in SealedBallot.objects.all()[:2]:
        SealedBallot.objects.filter(cipher=ballot.cipher).update(key_id=9_999)
    entry = counting.count(poll, at=NOW)
    assert (entry.number, entry.unknown, sum(entry.counts.values())) == (12, 2, 20)
