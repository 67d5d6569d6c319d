import pytest
from django.urls import reverse

from articles import workflow
from articles.forms.moves import PublishForm
from articles.models import Status

from .factories import change, make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("shown", "status"), [(1, Status.APPROVED), (0, Status.IN_REVIEW)], ids=["the last", "another"]
)
def test_a_button_approves_the_text_that_stood_beside_it(client, author, reviewer, shown, status):
    article = make_article(by=author)
    workflow.submit(article, by=author)
    client.force_login(reviewer)
    address = reverse("admin:articles_article_do", args=[article.pk, "approve"])
    form = client.get(address, {"version": shown}).context["form"]
    client.post(address, {"expected": form["expected"].value()})
    article.refresh_from_db()
    assert article.status == status


def test_the_desk_sends_the_number_of_its_text_with_each_button(client, author, reviewer):
    article = make_article(by=author)
    workflow.submit(article, by=author)
    client.force_login(reviewer)
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f"{reverse('admin:articles_article_do', args=[article.pk, 'approve'])}?version=1" in page


def test_a_text_that_was_changed_behind_the_button_is_not_submitted(client, author, publisher):
    article = make_article(by=author)
    client.force_login(author)
    address = reverse("admin:articles_article_do", args=[article.pk, "submit"])
    form = client.get(address, {"version": 1}).context["form"]
    change(article, by=publisher, title="Changed behind the author")
    client.post(address, {"expected": form["expected"].value()})
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_change_note_that_no_feed_can_carry_is_refused(author, publisher):
    article = make_article(by=author)
    fields = {"change_class": "new page", "change_note": "Made\x0bup."}
    assert "(U+000B)" in str(PublishForm(fields, article=article, user=publisher).errors["change_note"])
