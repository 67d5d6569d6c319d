"""What the desk shows to people who may look at a text and not change it."""

import pytest
from django.urls import reverse

from tests.moments import in_days, in_words

from ..desk_pages import page
from ..factories import change, make_article, make_notice, make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(desk, draft, author):
    """The article's page as somebody sees it."""

    def page_for(user):
        topic = make_topic(name="Made-up topic")
        section = make_section(body="**Risk:** a made-up one. [study]\n\n::: warning\nMade-up words.\n:::")
        change(draft, by=author, sections=[section], topics=[topic.slug])
        return desk(user).get(page("change", draft.pk)).content.decode()

    return page_for


def test_a_reviewer_reads_the_text_as_it_will_stand(read, reviewer):
    shown = read(reviewer)
    assert "<strong>Risk:</strong> a made-up one." in shown
    assert "<li>One point.</li>" in shown
    assert "::: warning" not in shown
    assert "[&quot;One point.&quot;]" not in shown


def test_a_reviewer_sees_the_topics_and_the_dates(read, reviewer):
    shown = read(reviewer)
    assert "<dd>Made-up topic</dd>" in shown
    assert f"<dd>{in_words(in_days(343))}</dd>" in shown


def test_a_reviewer_sees_what_the_checks_say(desk, reviewer, author):
    article = make_article(by=author, owner=author, author="")
    shown = desk(reviewer).get(page("change", article.pk)).content.decode()
    assert "Say who wrote the page." in shown
    assert "Show the place" not in shown


def test_another_author_reads_too_and_gets_no_field(read, stranger):
    shown = read(stranger)
    assert "<strong>Risk:</strong>" in shown
    assert 'name="title"' not in shown


def test_its_author_gets_the_fields_and_no_second_copy(read, author):
    shown = read(author)
    assert 'name="title"' in shown
    assert 'class="signing-text"' not in shown


def test_a_notice_in_force_is_read_as_it_is_shown(desk, publisher):
    notice = make_notice(body="## A heading\n\n**Strong** words.")
    shown = desk(publisher).get(reverse("admin:articles_notice_change", args=[notice.pk])).content.decode()
    assert "<strong>Strong</strong> words." in shown
    assert "**Strong**" not in shown
