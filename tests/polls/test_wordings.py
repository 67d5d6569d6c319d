import pytest

from polls import lifecycle, wordings
from polls.errors import Refused
from polls.models import Poll
from polls.wordings import Part

from . import factories


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Are you curently well?", "Are you currently well?"),
        ("Yes, now", "Yes – now."),
        ("anti-depressants", "Antidepressants"),
        ("No, nevr", "No, nevir"),
    ],
)
def test_a_typing_error_is_only_spelling(before, after):
    assert wordings.is_only_spelling(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yes, now", "Yes, not"),
        ("I do take it", "I don't take it"),
        ("I don’t take it", "I do take it"),
        ("In the last 2 weeks", "In the last 3 weeks"),
        ("Yes, now", "No, never"),
        ("Do you walk?", "Do you walk outside?"),
    ],
)
def test_another_meaning_is_more_than_spelling(before, after):
    assert not wordings.is_only_spelling(before, after)


def test_an_apostrophe_of_either_kind_is_the_same_denial():
    assert wordings.is_only_spelling("I don't know", "I don’t know")


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Yes", "Yes"),
        ("Yes", "  yes\u00a0"),
        ("Straße", "STRASSE"),
        ("Not now", "Not\u2009 now"),
        ("Yes", "Y\u200bes"),
        ("Yes", "Yes\u3164"),
        ("Yes", "Yes\ufe0f"),
        ("Yes", "\u202eYes"),
        ("Yes", "Yes\u2800"),
        ("Café", "Cafe\u0301"),
        ("Café", "Cafe\u200b\u0301"),
        ("\u1e9b\u0323", "\u1e69"),
        ("Yes", "Ｙｅｓ"),
        ("office", "oﬃce"),
    ],
    ids=ascii,
)
def test_answers_that_look_alike_are_refused(label, other):
    with pytest.raises(Refused, match="apart"):
        wordings.refuse_alike([label, "Another", other])
    with pytest.raises(Refused, match="apart"):
        wordings.refuse_alike([label], ["Another", other])


def test_answers_that_readers_can_tell_apart_are_fine():
    wordings.refuse_alike(["Yes", "Yes!", "C", "C++", "1–2", "12", "3+", "père", "pere", "是", "हाँ", "नहीं", "نعم"])


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u3164", "\u115f\u1160", "\u2800", "?", "—", "\u0301"], ids=ascii)
def test_a_text_without_a_visible_letter_is_refused(text):
    with pytest.raises(Refused, match="no letter or digit"):
        wordings.refuse_alike(["Yes", text])
    with pytest.raises(Refused, match="no letter or digit"):
        wordings.refuse_unseen(text)


def test_old_and_new_words_stand_side_by_side(poll):
    before = poll.question
    lifecycle.reword(poll, question="Other words?", labels={1: "Yes, today"}, reason="Made up.")
    lifecycle.add_choice(poll, label="Another", reason="Readers asked.")
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    found = wordings.rewordings(Poll.objects.get(pk=poll.pk).wordings.all())
    assert [[(change.part, change.before, change.after) for change in each.changes] for each in found] == [
        [(Part.QUESTION, before, "Other words?"), (Part.ANSWER, "Yes, now", "Yes, today")],
        [(Part.ADDED, "", "Another")],
        [(Part.HIDDEN, "Yes, before", "")],
    ]


def test_words_that_never_changed_have_no_history(poll):
    assert wordings.rewordings(poll.wordings.all()) == []


def test_why_a_poll_follows_another_is_no_change_of_words(poll):
    parts = {"slug": "next", "question": "What next?", "choices": factories.CHOICES, "reason": "Made up."}
    successor = factories.open_up(lifecycle.draft_successor(poll, **parts))
    assert wordings.rewordings(successor.wordings.all()) == []
