import pytest
from django.template import Context, Template

from polls import counting
from polls.results import poll_cache

from . import factories
from .results.test_poll_cache import later

pytestmark = pytest.mark.django_db


def panel(slug):
    return Template("{% load poll_panel %}{% poll_panel slug %}").render(Context({"slug": slug}))


def test_the_panel_has_form_total_and_results(poll):
    factories.cast_many(poll, {1: 6, 2: 4})
    counting.count(poll)
    text = panel(poll.slug)
    assert f'action="/polls/{poll.slug}/vote/"' in text
    assert "<strong>3,989</strong>" in text
    assert '<td class="number">6</td>' in text
    assert poll.sample_statement in text


def test_the_panel_holds_no_token(poll):
    assert "csrf" not in panel(poll.slug)


@pytest.mark.parametrize("slug", ["", "never-made"])
def test_the_panel_is_nothing_without_a_poll(slug):
    assert panel(slug).strip() == ""


def test_a_panel_asks_once_a_second(poll, monkeypatch, django_assert_num_queries):
    panel(poll.slug)
    later(monkeypatch, poll_cache.TALLY_CACHED_FOR)
    with django_assert_num_queries(1):
        panel(poll.slug)
    with django_assert_num_queries(0):
        panel(poll.slug)
