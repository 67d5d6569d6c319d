import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from articles import permissions
from articles.models import Article, Status
from articles.publishing import submit

from .factories import change, make_edition

DRAFT = {"status": Status.DRAFT}
REVIEW = {"status": Status.IN_REVIEW}
APPROVED = {"status": Status.APPROVED}
CASES = [
    ("author", permissions.may_edit, DRAFT, True),
    ("stranger", permissions.may_edit, DRAFT, False),
    ("reviewer", permissions.may_edit, DRAFT, False),
    ("publisher", permissions.may_edit, DRAFT, True),
    ("analyst", permissions.may_edit, DRAFT, False),
    ("author", permissions.may_submit, DRAFT, True),
    ("author", permissions.may_submit, REVIEW, False),
    ("reviewer", permissions.may_submit, DRAFT, False),
    ("reviewer", permissions.may_approve, REVIEW, True),
    ("reviewer", permissions.may_approve, DRAFT, False),
    ("author", permissions.may_approve, REVIEW, False),
    ("publisher", permissions.may_approve, REVIEW, True),
    ("reviewer", permissions.may_send_back, REVIEW, True),
    ("stranger", permissions.may_send_back, REVIEW, False),
    ("publisher", permissions.may_publish, APPROVED, True),
    ("publisher", permissions.may_publish, DRAFT, False),
    ("reviewer", permissions.may_publish, APPROVED, False),
    ("publisher", permissions.may_publish_alone, DRAFT, True),
    ("publisher", permissions.may_publish_alone, APPROVED, False),
    ("author", permissions.may_publish_alone, DRAFT, False),
]


@pytest.mark.parametrize(
    ("role", "predicate", "fields", "expected"), CASES, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_who_may_do_what(  # noqa: PLR0917 (fixtures)
    request, author, role, predicate, fields, expected
):
    article = Article(owner=author, submitted_by=author, **fields)
    assert predicate(request.getfixturevalue(role), article) is expected


@pytest.mark.django_db
def test_an_article_without_owner_is_every_authors(stranger):
    assert permissions.may_edit(stranger, Article())


@pytest.mark.django_db
def test_a_visitor_may_do_nothing(author):
    visitor = AnonymousUser()
    assert not any(
        predicate(visitor, Article(owner=author))
        for predicate in (
            permissions.may_edit,
            permissions.may_submit,
            permissions.may_approve,
            permissions.may_publish,
        )
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("Author", "articles.submit_article", "articles.approve_article"),
        ("Reviewer", "articles.approve_article", "articles.change_article"),
        ("Publisher", "articles.publish_article", "polls.export_counts"),
        ("Poll analyst", "polls.export_counts", "articles.view_article"),
        ("Administrator", "polls.change_poll", "articles.delete_article"),
    ],
)
def test_the_migration_makes_the_roles(role, may, may_not):
    held = {
        f"{right.content_type.app_label}.{right.codename}" for right in Group.objects.get(name=role).permissions.all()
    }
    assert may in held
    assert may_not not in held


@pytest.mark.django_db
def test_of_two_the_author_approves_what_the_publisher_alone_mended(draft, publisher, reviewer):
    """A typo needs no public reason where the other one may review (docs/editors.md)."""
    make_edition(draft, by=draft.owner, second=reviewer, publisher=publisher)
    draft.owner.groups.add(Group.objects.get(name="Reviewer"))
    author = User.objects.get(pk=draft.owner_id)
    change(draft, by=publisher, summary="Mended.")
    submit(draft, by=publisher)
    assert permissions.may_approve_as_second(author, draft)
    assert not permissions.may_approve_as_second(publisher, draft)
