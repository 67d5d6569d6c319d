"""Many articles changed from the list at once: named first, each by its own right, and none that changed meanwhile."""

import pytest
from django.contrib.messages import get_messages

from articles.models import Article, Move, Status
from tests.moments import TODAY, in_days, iso_day

from ..desk_pages import page
from ..factories import change, make_article, make_topic

LIST = "/admin/articles/article/"


@pytest.fixture
def articles(author, stranger, notices):
    """One of the author's own, and one of somebody else."""
    make_topic("sleep"), make_topic("worry")
    return [make_article(by=person, owner=person, slug=slug) for person, slug in ((author, "a"), (stranger, "b"))]


def opened(client, name, articles):
    """The page that names the articles, as the action of the list leads to it."""
    chosen = {"action": name, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen, follow=True)


def confirm(client, name, shown, **fields):
    return client.post(page("bulk", name), {"opened": shown.context["opened"], **fields})


def messages(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_page_names_each_article_and_those_that_are_left_alone(desk, author, articles):
    shown = opened(desk(author), "review", articles)
    assert (shown.context["articles"], shown.context["others"]) == ([articles[0]], [articles[1]])
    assert not Move.objects.filter(verb="changed in the list").exists()


def test_a_publisher_gives_many_articles_another_owner(desk, publisher, reviewer, articles):
    client = desk(publisher)
    answer = confirm(client, "owner", opened(client, "owner", articles), owner=reviewer.pk)
    assert messages(answer) == ["2 articles were changed."]
    assert set(Article.objects.values_list("owner", flat=True)) == {reviewer.pk}
    notes = Move.objects.filter(verb="changed in the list", by=publisher).values_list("note", flat=True)
    assert list(notes) == [f"owner: {reviewer.get_full_name() or reviewer.username}"] * 2


def test_topics_are_added_and_taken_away_and_each_article_gets_a_version(desk, publisher, articles):
    change(articles[0], by=publisher, topics=["sleep"])
    client = desk(publisher)
    shown = opened(client, "topics", articles)
    topics = {topic.slug: topic.pk for topic in shown.context["form"].fields["added"].queryset}
    confirm(client, "topics", shown, added=[topics["worry"]], removed=[topics["sleep"]])
    for article in articles:
        assert list(article.topics.values_list("slug", flat=True)) == ["worry"]
        assert article.versions.newest().document["topics"] == ["worry"]
        assert article.versions.newest().saved_by == publisher


@pytest.mark.dated
def test_a_review_date_makes_drafts_and_one_out_of_a_year_is_named(desk, publisher, articles):
    change(articles[0], by=publisher, facts_checked_on=TODAY.isoformat(), review_due_on=iso_day(90))
    change(articles[1], by=publisher, facts_checked_on=iso_day(-200), review_due_on=iso_day(90))
    Article.objects.update(status=Status.APPROVED)
    client = desk(publisher)
    answer = confirm(client, "review", opened(client, "review", articles), review_due_on=iso_day(300))
    assert "The next review is due within a year" in messages(answer)[0]
    assert messages(answer)[1:] == ["1 article was changed."]
    first, second = Article.objects.order_by("slug")
    assert (first.review_due_on, first.status) == (in_days(300), Status.DRAFT)
    assert (second.review_due_on, second.status) == (in_days(90), Status.APPROVED)


@pytest.mark.parametrize("meanwhile", ["a save", "another owner"])
def test_an_article_that_was_changed_meanwhile_is_named_and_left_alone(desk, publisher, reviewer, articles, meanwhile):
    client = desk(publisher)
    shown = opened(client, "owner", articles)
    if meanwhile == "a save":
        change(articles[0], by=publisher, summary="Changed meanwhile.")
    else:
        Article.objects.filter(pk=articles[0].pk).update(owner=publisher)
    before = Article.objects.get(pk=articles[0].pk).owner
    answer = confirm(client, "owner", shown, owner=reviewer.pk)
    assert messages(answer) == [
        f"Left alone: “{articles[0].title}”. Somebody changed it meanwhile.",
        "1 article was changed.",
    ]
    assert Article.objects.get(pk=articles[0].pk).owner == before


def test_nobody_changes_the_article_of_another_owner(desk, author, reviewer, articles):
    client = desk(author)
    shown = opened(client, "owner", articles)
    answer = confirm(client, "owner", shown, owner=reviewer.pk)
    assert messages(answer)[0] == f"Left alone: “{articles[1].title}”. It has another owner."
    assert list(Article.objects.order_by("slug").values_list("owner", flat=True)) == [reviewer.pk, articles[1].owner_id]


@pytest.mark.parametrize("name", ["owner", "topics", "review"])
def test_who_may_not_edit_may_not_change_many(desk, analyst, articles, name):
    client = desk(analyst)
    assert client.get(page("bulk", name), {"articles": articles[0].pk}).status_code == 403


def test_what_a_form_lacks_is_said_and_the_state_of_before_stays(desk, publisher, articles):
    client = desk(publisher)
    shown = opened(client, "topics", articles)
    answer = confirm(client, "topics", shown)
    assert "Choose a topic to add or to take away" in answer.text
    assert answer.context["opened"] != ""
    change(articles[0], by=publisher, summary="Changed meanwhile.")
    answer = confirm(client, "topics", answer, added=[answer.context["form"].fields["added"].queryset[0].pk])
    assert "Somebody changed it meanwhile." in messages(answer)[0]


@pytest.mark.parametrize("forged", ["", "x", "W10:x:y"])
def test_a_forged_state_is_refused(desk, publisher, forged):
    assert desk(publisher).post(page("bulk", "owner"), {"opened": forged}).status_code == 404


def test_there_is_no_bulk_change_of_publishing(desk, publisher):
    client = desk(publisher)
    assert client.get(page("bulk", "publish")).status_code == 404
    actions = dict(client.get(LIST).context["action_form"].fields["action"].choices)
    assert set(actions) == {"", "owner", "topics", "review"}
