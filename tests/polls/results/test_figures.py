from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls import counting, decisions, results
from polls.models import Box
from tests.moments import in_words

from .. import factories
from ..factories import DAY, NOW

VOTES = st.dictionaries(st.integers(1, 9), st.integers(0, 10_000), min_size=1)


@given(VOTES.filter(lambda votes: sum(votes.values())))
def test_shares_add_up_to_100_but_for_equal_votes_that_cannot_all_be_rounded_up(votes):
    shares = results.shares(votes)
    missing = 100 - sum(shares.values())
    tied = Counter(number for code, number in votes.items() if shares[code] * sum(votes.values()) < 100 * number)
    assert missing == 0 or missing < max(tied.values())


@given(VOTES.filter(lambda votes: sum(votes.values())))
def test_equal_votes_have_equal_shares(votes):
    shares = results.shares(votes)
    assert len({(number, shares[code]) for code, number in votes.items()}) == len(set(votes.values()))


@given(VOTES.filter(lambda votes: sum(votes.values())))
def test_each_share_is_within_one_of_the_exact_one(votes):
    known = sum(votes.values())
    shares = results.shares(votes)
    assert all(abs(shares[code] - 100 * number / known) < 1 for code, number in votes.items())


@given(VOTES.filter(lambda votes: sum(votes.values())))
def test_more_votes_never_have_a_smaller_share(votes):
    shares = results.shares(votes)
    by_votes = sorted(votes, key=lambda code: votes[code])
    for fewer, more in pairwise(by_votes):
        assert votes[fewer] == votes[more] or shares[fewer] <= shares[more]


def test_without_votes_every_share_is_0():
    assert results.shares({1: 0, 2: 0}) == {1: 0, 2: 0}


@pytest.mark.parametrize(
    ("votes", "shares"),
    [
        ({3: 1, 1: 1, 2: 1}, {1: 33, 2: 33, 3: 33}),
        ({1: 12, 2: 12, 3: 18}, {1: 28, 2: 28, 3: 43}),
        ({1: 17, 2: 17, 3: 16}, {1: 34, 2: 34, 3: 32}),
        ({1: 1, 2: 3, 3: 2, 4: 2}, {1: 12, 2: 38, 3: 25, 4: 25}),
    ],
)
def test_equal_votes_are_rounded_alike(votes, shares):
    assert results.shares(votes) == shares


def test_the_total_begins_with_what_was_carried_over(poll):
    assert results.of(poll).total == 3979


def test_one_vote_makes_the_total_3980_at_once(poll):
    assert results.of(poll).total == 3979
    factories.cast(poll, 1)
    assert results.of(poll).total == 3980


def test_a_waiting_vote_is_in_no_choice(poll):
    factories.cast(poll, 1)
    found = results.of(poll)
    assert (found.waiting, found.counted, [choice.votes for choice in found.choices]) == (1, 0, [0, 0, 0, 0])


@pytest.mark.parametrize(("number", "expected"), [(29, [None] * 4), (30, [50, 50, 0, 0])], ids=["29", "30"])
def test_shares_are_told_from_30_known_votes_on(poll, number, expected):
    factories.cast_many(poll, {1: 15, 2: number - 15})
    counting.count(poll)
    assert [choice.share for choice in results.of(poll).choices] == expected


def test_carried_over_votes_are_in_no_share(poll):
    factories.cast_many(poll, {1: 20, 2: 20})
    counting.count(poll)
    assert sum(choice.votes for choice in results.of(poll).choices) == 40


def test_held_votes_are_neither_in_the_total_nor_waiting(poll):
    factories.cast(poll, 1, box=Box.HELD)
    found = results.of(poll)
    assert (found.total, found.waiting, found.held) == (3979, 0, 1)


def test_held_votes_stay_held_when_they_are_counted(poll):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    counting.count(poll, box=Box.HELD)
    found = results.of(poll)
    assert (found.total, found.held, [choice.votes for choice in found.choices]) == (3979, 10, [0, 0, 0, 0])


def test_accepted_votes_join_the_total_with_their_split(poll, administrator):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    entry = counting.count(poll, box=Box.HELD)
    decisions.accept_held(poll, entry.sequence, by=administrator, reason="A school.")
    found = results.of(poll)
    assert (found.total, found.held, [choice.votes for choice in found.choices]) == (3989, 0, [5, 5, 0, 0])


def test_rejected_votes_leave_the_total_as_it_was(poll, administrator):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    entry = counting.count(poll, box=Box.HELD)
    decisions.reject_held(poll, entry.sequence, by=administrator, reason="A machine.")
    found = results.of(poll)
    assert (found.total, found.held, [entry.note for entry in found.decisions]) == (3979, 0, ["A machine."])


def test_a_hidden_choice_is_shown_while_it_has_votes(db):
    poll = factories.make_harmless_poll()
    factories.cast(poll, 4)
    counting.count(poll)
    poll.choices.filter(code__gte=3).update(is_hidden=True)
    assert [choice.code for choice in results.of(poll).choices] == [1, 2, 4]


def test_the_first_count_has_no_day_to_wait_for(poll):
    assert results.of(poll).when_counted == (
        "No vote cast here has been counted yet. The first count comes when at least 10 votes are waiting."
    )


@pytest.mark.dated
def test_the_next_count_names_its_day(db):
    poll = factories.make_poll(at=NOW)
    factories.cast_many(poll, {1: 5, 2: 5}, at=NOW)
    counting.count(poll, at=NOW)
    assert results.of(poll, at=NOW + DAY).when_counted == (
        f"The split is as of {in_words(NOW.date())}. The next count comes from {in_words((NOW + 8 * DAY).date())} on, "
        "when at least 10 votes are waiting."
    )


def test_the_json_adds_up(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    counting.count(poll)
    factories.cast(poll, 3)
    figures = results.as_json(results.of(poll))
    assert figures["total"] == figures["carried_over"]["total"] + figures["counted"]["total"] + figures["waiting"]


@pytest.mark.dated
def test_points_are_the_total_at_each_entry_and_now(db):
    poll = factories.make_poll(at=NOW)
    factories.cast_many(poll, {1: 5, 2: 5}, at=NOW + DAY)
    counting.count(poll, at=NOW + DAY)
    factories.cast(poll, 1, at=NOW + 2 * DAY)
    days = [NOW.date(), (NOW + DAY).date(), (NOW + 2 * DAY).date()]
    assert results.points(results.of(poll, at=NOW + 2 * DAY)) == list(zip(days, [3979, 3989, 3990], strict=True))


def test_asks_twice_and_not_again_within_a_second(poll, django_assert_num_queries):
    factories.cast(poll, 1)
    poll = type(poll).objects.prefetch_related("choices", "wordings").get(pk=poll.pk)
    with django_assert_num_queries(2):
        results.of(poll)
    with django_assert_num_queries(0):
        results.of(poll)


@pytest.fixture
def poll_of_several(db):
    poll = factories.make_poll_of_several()
    factories.cast_many(poll, {(1, 2): 20, (2, 3): 15, 2: 1, 4: 4})
    counting.count(poll)
    return poll


def test_shares_of_several_answers_are_of_the_ballots(poll_of_several):
    found = results.of(poll_of_several)
    assert (found.known, found.total) == (40, 3979 + 40)
    assert [(choice.votes, choice.share) for choice in found.choices] == [(20, 50), (36, 90), (15, 38), (4, 10)]


@pytest.mark.parametrize(("number", "has_shares"), [(29, False), (30, True)])
def test_shares_of_several_answers_are_told_from_30_ballots_on(db, number, has_shares):
    poll = factories.make_poll_of_several()
    factories.cast_many(poll, {(1, 2): 15, (3, 4): number - 15})
    counting.count(poll)
    assert all((choice.share is not None) is has_shares for choice in results.of(poll).choices)


def test_it_is_said_that_shares_of_several_answers_need_not_add_up(poll_of_several, poll):
    said = results.of(poll_of_several).several_answers
    assert "up to 3 answers" in said
    assert "of the 40 votes whose answers are known, and need not add up to 100%." in said
    assert "need not add up to 100" in results.method(poll_of_several)
    assert results.of(poll).several_answers == ""
    assert "add up to 100" not in results.method(poll)
