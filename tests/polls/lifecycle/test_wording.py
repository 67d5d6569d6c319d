import pytest
from django.db import IntegrityError, transaction

from polls import counting, lifecycle
from polls.errors import Refused
from polls.models import Choice, Poll

from .. import factories


def test_refuses_another_meaning_once_a_vote_is_in(poll):
    factories.cast(poll, 1)
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, labels={1: "Yes, not now"}, reason="Made up.")
    assert poll.choices.get(code=1).label == "Yes, now"


def test_the_spelling_is_mended_though_votes_are_in(poll):
    factories.cast(poll, 1)
    assert lifecycle.reword(poll, labels={1: "Yes, now!"}, reason="Made up.").labels["1"] == "Yes, now!"


def test_small_steps_lead_to_no_other_meaning(poll):
    """Each of them differs in two letters from the one before."""
    factories.cast(poll, 1)
    lifecycle.reword(poll, labels={1: "Yes, nowww"}, reason="Made up.")
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, labels={1: "Yes, nowwwww"}, reason="Made up.")


def test_counted_votes_fix_the_words_too(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    counting.count(poll)
    with pytest.raises(Refused, match="may mean something else"):
        lifecycle.reword(poll, question="Other words", reason="Made up.")


def test_refuses_a_change_that_changes_nothing(poll):
    with pytest.raises(Refused, match="words as they are"):
        lifecycle.reword(poll, question=poll.question, reason="Made up.")


def test_a_typing_error_is_mended_in_a_new_version(poll):
    lifecycle.reword(poll, question="Is this all made up?", labels={1: "Yes, just now"}, reason="A word was missing.")
    poll = Poll.objects.get(pk=poll.pk)
    assert (poll.question, poll.wording.version, poll.wording.reason) == (
        "Is this all made up?",
        2,
        "A word was missing.",
    )
    assert poll.wording.labels["1"] == "Yes, just now"


def test_older_words_stay(poll):
    before = poll.question
    lifecycle.reword(poll, question="Other words", reason="Made up.")
    assert poll.wordings.get(version=1).question == before


@pytest.mark.parametrize(
    "change",
    [
        lambda poll: lifecycle.reword(poll, question="Other words", reason=" "),
        lambda poll: lifecycle.add_choice(poll, label="Another", reason=""),
        lambda poll: lifecycle.hide_choice(poll, code=1, reason=""),
    ],
    ids=["reword", "add", "hide"],
)
def test_refuses_a_change_of_words_without_a_reason(poll, change):
    with pytest.raises(Refused, match="needs a reason"):
        change(poll)
    assert (poll.wordings.count(), poll.choices.filter(is_hidden=False).count()) == (1, 4)


def test_an_added_choice_stands_last_under_a_code_of_its_own(poll):
    choice = lifecycle.add_choice(poll, label="Another", reason="Readers asked.")
    assert (choice.code, choice.position) == (5, 5)


def test_a_hidden_choice_leaves_the_ballot_paper(poll):
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    poll = Poll.objects.get(pk=poll.pk)
    assert [choice.code for choice in poll.ballot_paper] == [1, 3, 4]
    assert list(poll.wording.labels) == ["1", "3", "4"]


@pytest.mark.parametrize("code", [2, 9], ids=["hidden already", "never there"])
def test_refuses_to_hide_what_is_not_on_the_ballot_paper(poll, code):
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    with pytest.raises(Refused, match="no such choice"):
        lifecycle.hide_choice(poll, code=code, reason="Again.")


def test_refuses_to_hide_all_but_one(poll):
    for code in (1, 2):
        lifecycle.hide_choice(poll, code=code, reason="Made up.")
    with pytest.raises(Refused, match="at least two"):
        lifecycle.hide_choice(poll, code=3, reason="Made up.")


def test_the_database_refuses_one_code_twice(poll):
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(poll=poll, code=1, label="Again", position=9)
