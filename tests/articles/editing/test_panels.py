"""What the desk says of where an article stands, on its own page and in the list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article

from ..desk_pages import page
from ..factories import make_edition

pytestmark = pytest.mark.django_db
SOON = timedelta(days=9)


@pytest.fixture
def live(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    return draft


@pytest.fixture
def scheduled(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer, at=timezone.now(), publish_at=timezone.now() + SOON)
    return draft


@pytest.fixture
def withdrawn(live, publisher):
    publishing.withdraw(live.editions.get(), by=publisher, reason="Out of date.")
    return live


@pytest.fixture
def shown(desk, publisher):
    """The article's page and the list, as one publisher sees them."""

    def pages(article):
        client = desk(publisher)
        panel = client.get(page("change", article.pk))
        return panel.context["desk"], panel.content.decode(), client.get(page("changelist")).content.decode()

    return pages


def test_a_page_that_readers_see_is_published(shown, live):
    panel, words, listed = shown(live)
    assert panel.state == "published"
    assert "Readers see edition 1." in words
    assert "edition 1</a>" in listed


def test_a_page_whose_date_has_not_come_is_scheduled(shown, scheduled):
    panel, words, listed = shown(scheduled)
    assert panel.state == "scheduled"
    assert "Readers see no page yet." in words
    assert 'field-stands">scheduled<' in listed
    assert 'field-public_page">from ' in listed


def test_a_page_that_was_withdrawn_says_so_until_it_is_on_its_way_again(shown, withdrawn, publisher):
    panel, words, listed = shown(withdrawn)
    assert panel.state == "withdrawn"
    assert "Edition 1 was withdrawn on" in words
    assert "Readers see no page yet" not in words
    assert 'field-public_page">edition 1, withdrawn<' in listed
    publishing.submit(Article.objects.get(), by=publisher)
    assert shown(withdrawn)[0].state == "in review"


def test_a_draft_that_was_never_public_is_a_draft(shown, draft):
    panel, words, listed = shown(draft)
    assert panel.state == "draft"
    assert "Readers see no page yet." in words
    assert 'field-public_page">none<' in listed
