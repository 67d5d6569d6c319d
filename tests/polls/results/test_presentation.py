import pytest

from polls import counting, lifecycle, results
from polls.models import Box
from polls.results import presentation
from tests.moments import in_words

from .. import factories
from ..factories import DAY, NOW


def told(poll, *, at=NOW):
    return presentation.after_vote(results.of(poll, at=at))


def next_count(poll, *, at=NOW):
    return presentation.next_count(results.of(poll, at=at))


@pytest.fixture
def poll(db):
    return factories.make_poll(at=NOW)


@pytest.fixture
def counted(poll):
    """A poll with thirty votes, counted now: the next count can come in eight days."""
    factories.cast_many(poll, {1: 20, 2: 10}, at=NOW)
    counting.count(poll, at=NOW)
    return poll


@pytest.mark.parametrize(
    ("part", "whole_percent", "words"),
    [
        (0.9975, 100, "more than 99%"),
        (0.0025, 0, "less than 1%"),
        (0.994, 99, "99%"),
        (0.0001, None, "less than 1%"),
        (0.9999, None, "more than 99%"),
        (0.0, 0, "0%"),
        (1.0, 100, "100%"),
        (0.125, 13, "13%"),
    ],
    ids=str,
)
def test_only_nothing_is_0_and_only_all_is_100(part, whole_percent, words):
    assert presentation.as_percent(part, whole_percent) == words


def test_a_vote_among_many_is_shown_as_less_than_one_percent(db):
    poll = factories.make_poll(at=NOW, refuses_alike=False, is_sensitive=False)
    factories.cast_many(poll, {1: 249, 2: 1}, at=NOW)
    counting.count(poll, at=NOW)
    found = results.of(poll, at=NOW)
    assert [presentation.share(choice) for choice in found.choices] == ["more than 99%", "less than 1%", "0%", "0%"]
    assert [choice.share for choice in found.choices] == [100, 0, 0, 0]


def test_equal_votes_have_equal_shares_and_what_is_missing_is_known(db):
    poll = factories.make_poll(at=NOW)
    factories.cast_many(poll, {1: 12, 2: 12, 3: 18}, at=NOW)
    counting.count(poll, at=NOW)
    found = results.of(poll, at=NOW)
    assert [presentation.share(choice) for choice in found.choices] == ["28%", "28%", "43%", "0%"]
    assert found.sum_of_shares == 99


def test_there_is_no_share_below_thirty_votes(poll):
    factories.cast_many(poll, {1: 5, 2: 5}, at=NOW)
    counting.count(poll, at=NOW)
    assert {presentation.share(choice) for choice in results.of(poll, at=NOW).choices} == {""}


@pytest.mark.parametrize(
    ("waiting", "words"), [(9, "1 more vote."), (3, "7 more votes."), (0, "10 more votes.")], ids=str
)
def test_a_first_count_waits_for_votes_alone(poll, waiting, words):
    factories.cast_many(poll, {1: waiting}, at=NOW)
    assert next_count(poll) == f"The next count needs {words}"


def test_the_next_count_names_each_condition_that_is_open(counted):
    factories.cast_many(counted, {1: 3}, at=NOW)
    day = (NOW + 8 * DAY).date()
    words = f"The next count needs 7 more votes, and comes on {day:%A}, {in_words(day)} at the earliest."
    assert next_count(counted) == words
    assert next_count(counted, at=NOW + 8 * DAY) == "The next count needs 7 more votes."


def test_enough_votes_wait_for_their_day_and_then_for_another_answer(counted):
    factories.cast_many(counted, {1: 12}, at=NOW)
    day = (NOW + 8 * DAY).date()
    words = f"There are enough for a count. It comes on {day:%A}, {in_words(day)} at the earliest."
    assert next_count(counted) == words
    assert "nine in ten" in next_count(counted, at=NOW + 8 * DAY)


def test_a_closed_poll_waits_for_its_last_count_and_then_for_nothing(poll):
    factories.cast_many(poll, {1: 3}, at=NOW)
    poll = lifecycle.close(poll, at=NOW + DAY)
    assert "Its last count opens the votes that wait." in next_count(poll, at=NOW + DAY)
    counting.count(poll, at=NOW + DAY)
    assert next_count(poll, at=NOW + DAY) == "This poll is closed, and its count is complete."
    assert told(poll, at=NOW + 2 * DAY).startswith("It was opened together with others")


def test_a_harmless_poll_waits_for_nothing(db):
    poll = factories.make_harmless_poll(at=NOW)
    factories.cast(poll, 1, at=NOW)
    assert next_count(poll) == ""
    assert told(poll) == "It counts in the total, and waits for the next count."


def test_a_voter_hears_which_votes_theirs_waits_among_and_why(poll):
    factories.cast(poll, 1, at=NOW)
    assert told(poll).startswith("It is the only vote that waits, locked. Votes are opened 10 or more together")
    factories.cast_many(poll, {1: 6}, at=NOW)
    assert told(poll) == (
        "It is one of the 7 votes that wait, locked. They are opened 10 or more together, so that nobody can tell "
        "which one is yours. Until then it counts in the total, but shows under no answer."
    )


def test_a_vote_that_brought_the_count_is_told_so(counted):
    assert told(counted) == "It was opened together with others, and is in the figures below."
    assert told(counted, at=NOW + DAY).startswith("It is the only vote that waits")


def test_a_vote_may_be_among_those_held_apart(poll):
    assert "held apart" not in told(poll)
    factories.cast(poll, 1, box=Box.HELD, at=NOW)
    assert told(poll).endswith("Or it is among those held apart, because many came from your network in a short time.")
