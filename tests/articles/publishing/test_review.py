from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User

from articles import publishing
from articles.models import Status

from ..factories import NOW, change, make_article, make_edition, make_person

pytestmark = pytest.mark.dated
PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}


def test_a_second_person_approves(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    assert (draft.status, draft.approved_by) == (Status.APPROVED, reviewer)


def test_a_submitter_does_not_approve_their_own_text(draft, author):
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="second person"):
        publishing.approve(draft, by=author)


def test_who_wrote_a_part_of_the_text_does_not_approve_it(notices):
    writer, submitter = (make_person(name, "Author", "Reviewer") for name in ("writer", "submitter"))
    article = make_article(by=writer)
    change(article, by=submitter, title="Another title")
    publishing.submit(article, by=submitter)
    with pytest.raises(publishing.Refused, match="second person"):
        publishing.approve(article, by=writer)


def test_who_wrote_an_earlier_edition_alone_approves_the_next(draft, author, reviewer, publisher):
    make_edition(draft, by=author, second=reviewer, publisher=publisher)
    other = make_person("other", "Author", "Publisher")
    change(draft, by=other, title="Another title")
    publishing.submit(draft, by=other)
    author.groups.set(Group.objects.filter(name="Reviewer"))
    publishing.approve(draft, by=User.objects.get(pk=author.pk))
    assert draft.status == Status.APPROVED


def test_a_text_published_unchanged_again_is_not_approved_by_its_writer(draft, author, reviewer, publisher):
    change(draft, by=publisher, title="Another title")
    make_edition(draft, by=author, second=reviewer, publisher=publisher)
    publishing.reopen(draft, by=author)
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="Say why"):
        publishing.approve(draft, by=publisher)


def test_a_publisher_who_rewrote_the_text_stands_in_the_record_as_its_own_author(draft, author, publisher):
    change(draft, by=publisher, title="Another title")
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=publisher, own_reason="Nobody else is here.")
    assert publishing.publish(draft, by=publisher, **PUBLICATION).checks["approval"] == "own author"


def test_a_text_that_its_submitter_has_not_read_is_not_submitted(draft, author, publisher):
    change(draft, by=publisher, title="Changed behind the author")
    with pytest.raises(publishing.Refused, match="changed while you read"):
        publishing.submit(draft, by=author, expected=1)
    assert draft.status == Status.DRAFT


def test_a_text_that_its_reviewer_has_not_read_is_not_approved(draft, author, reviewer):
    publishing.submit(draft, by=author)
    change(draft, by=author, title="Changed behind the reviewer")
    publishing.submit(draft, by=author)
    with pytest.raises(publishing.Refused, match="changed while you read"):
        publishing.approve(draft, by=reviewer, expected=1)
    assert draft.status == Status.IN_REVIEW


def test_a_publisher_approves_their_own_text_only_with_a_reason(notices, publisher):
    article = make_article(by=publisher)
    publishing.submit(article, by=publisher)
    with pytest.raises(publishing.Refused, match="Say why"):
        publishing.approve(article, by=publisher)


@pytest.mark.parametrize("role", ["reviewer", "analyst", "stranger"])
def test_only_those_who_may_edit_submit(request, draft, role):
    with pytest.raises(publishing.Refused):
        publishing.submit(draft, by=request.getfixturevalue(role))


def test_a_draft_cannot_be_approved(draft, reviewer):
    with pytest.raises(publishing.Refused, match="in review"):
        publishing.approve(draft, by=reviewer)


def test_of_two_who_approve_at_once_one_is_refused(draft, author, reviewer, publisher):
    publishing.submit(draft, by=author)
    same = type(draft).objects.get(pk=draft.pk)
    publishing.approve(draft, by=reviewer)
    with pytest.raises(publishing.Refused):
        publishing.approve(same, by=publisher)


def test_a_reviewer_sends_back_with_a_reason(draft, author, reviewer):
    publishing.submit(draft, by=author)
    publishing.send_back(draft, by=reviewer, reason="Name the dose.")
    assert (draft.status, draft.moves.first().note) == (Status.DRAFT, "Name the dose.")


def test_an_overridden_check_passes_and_the_record_names_who_and_why(notices, reviewer, publisher):
    article = make_article(by=publisher, author="")
    end = NOW.date() + timedelta(days=10)
    publishing.override(article, check="author-line", reason="Being asked.", expires_on=end, by=publisher, at=NOW)
    edition = make_edition(article, by=publisher, second=reviewer)
    assert edition.checks["overrides"] == [
        {
            "check": "author-line",
            "reason": "Being asked.",
            "by": "an editor of this site",
            "expires_on": end.isoformat(),
        }
    ]


def test_an_expired_override_no_longer_passes(notices, reviewer, publisher):
    article = make_article(by=publisher, author="")
    publishing.override(article, check="author-line", reason="Soon.", expires_on=NOW.date(), by=publisher, at=NOW)
    with pytest.raises(publishing.Refused):
        make_edition(article, by=publisher, second=reviewer, at=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("check", "reason", "days"),
    [("reading-level", "Why.", 5), ("author-line", " ", 5), ("author-line", "Why.", 91), ("author-line", "Why.", -1)],
    ids=["a warning", "no reason", "too long", "in the past"],
)
def test_refuses_an_override(draft, publisher, check, reason, days):
    end = NOW.date() + timedelta(days=days)
    with pytest.raises(publishing.Refused):
        publishing.override(draft, check=check, reason=reason, expires_on=end, by=publisher, at=NOW)


def test_only_a_publisher_overrides(draft, author):
    with pytest.raises(publishing.Refused, match="publisher"):
        publishing.override(draft, check="author-line", reason="Why.", expires_on=NOW.date(), by=author, at=NOW)
