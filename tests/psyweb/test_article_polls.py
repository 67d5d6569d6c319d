import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.checks import CHECKS, Level, context_at
from articles.editing.forms.articles import ArticleForm
from psyweb.joins.article_polls import polls_to_choose
from tests.articles.factories import NOW, make_article, make_document
from tests.polls import factories

pytestmark = pytest.mark.django_db


def make_poll(slug, *, opens_at=None):
    days = {"opens_at": timezone.now() + opens_at} if opens_at else {}
    return factories.make_poll(slug=slug, **days)


def form_with(poll_slug, article):
    form = ArticleForm({"poll_slug": poll_slug}, instance=article)
    form.full_clean()
    return form


@pytest.mark.parametrize(
    ("opens_at", "words"),
    [(None, r"Is this made up\? \(\d+\) \(open\)"), (timedelta(days=9), r"Is this made up\? \(\d+\) \(opens on .+\)")],
    ids=["open", "to come"],
)
def test_a_poll_is_chosen_by_its_question_and_state(opens_at, words):
    make_poll("made-up", opens_at=opens_at)
    ((slug, label),) = polls_to_choose()
    assert slug == "made-up"
    assert re.fullmatch(words, label)


def test_is_stored_as_its_short_name():
    make_poll("made-up-with-a-name-that-is-longer-than-fifty-characters")
    form = form_with("made-up-with-a-name-that-is-longer-than-fifty-characters", make_article())
    assert form.cleaned_data["poll_slug"] == "made-up-with-a-name-that-is-longer-than-fifty-characters"
    assert "poll_slug" not in form.errors


def test_refuses_one_that_is_not_there():
    assert "poll_slug" in form_with("misspelt", make_article()).errors


def test_one_that_is_stored_and_gone_stays_and_is_named():
    article = make_article(poll="gone")
    form = form_with("gone", article)
    assert "poll_slug" not in form.errors
    assert "gone: there is no such poll" in str(form["poll_slug"])


def test_takes_no_more_queries_among_many(django_assert_num_queries):
    for number in range(3):
        make_poll(f"made-up-{number}")
    with django_assert_num_queries(2):
        assert len(polls_to_choose()) == 3


def complaints(slug):
    return CHECKS["poll-is-known"].run(make_document(poll=slug), context_at(NOW))


def test_a_page_without_a_poll_is_fine():
    assert complaints("") == []


def test_a_poll_that_is_not_there_is_named():
    (finding,) = complaints("misspelt")
    assert finding.level == Level.BLOCK
    assert "“misspelt”" in finding.message


def test_a_closed_poll_is_only_a_warning_that_names_its_successor():
    poll = make_poll("old", opens_at=timedelta(days=-9))
    assert CHECKS["poll-is-open"].run(make_document(poll="old"), context_at(NOW)) == []
    poll.successor, poll.closes_at = make_poll("new"), timezone.now() - timedelta(hours=1)
    poll.save()
    (finding,) = CHECKS["poll-is-open"].run(make_document(poll="old"), context_at(NOW))
    assert finding.level == Level.WARN
    assert "“new”" in finding.message
