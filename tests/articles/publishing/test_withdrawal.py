"""Taking a page away from its readers, at once or on a day."""

from datetime import timedelta

import pytest

from articles import publishing
from articles.models import Edition, Status
from articles.reading import listing_triggers

from ..factories import NOW, change, make_edition


def test_a_withdrawn_page_is_no_longer_visible_and_stays_in_history(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    publishing.withdraw(edition, by=publisher, reason="Out of date.", at=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    assert not Edition.objects.visible(at=later).exists()
    assert Edition.objects.public(at=later).get().withdrawal_reason == "Out of date."


def test_a_withdrawal_can_be_set_for_a_date(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    end = NOW + timedelta(days=3)
    publishing.withdraw(edition, by=publisher, reason="Ends then.", withdraw_at=end, at=NOW)
    assert Edition.objects.visible(at=end - timedelta(seconds=1)).exists()
    assert not Edition.objects.visible(at=end).exists()


def test_a_withdrawn_page_can_be_published_again_with_a_new_approval(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    publishing.withdraw(edition, by=publisher, reason="By mistake.", at=NOW)
    again = make_edition(type(draft).objects.get(pk=draft.pk), by=publisher, second=reviewer)
    assert (again.number, again.version) == (2, edition.version)


@pytest.mark.parametrize("withdraw_in", [None, timedelta(days=3)], ids=["now", "later"])
def test_a_withdrawal_cancels_the_edition_that_waits(draft, author, reviewer, publisher, withdraw_in):
    live = make_edition(draft, by=author, second=reviewer, publisher=publisher)
    change(draft, by=author, title="Another title")
    make_edition(draft, by=author, second=reviewer, publisher=publisher, publish_at=NOW + timedelta(days=1))
    publishing.withdraw(live, by=publisher, reason="Why.", withdraw_at=withdraw_in and NOW + withdraw_in, at=NOW)
    draft.refresh_from_db()
    assert (draft.editions.get(), draft.status) == (live, Status.DRAFT)
    assert not Edition.objects.visible(at=NOW + timedelta(days=4)).exists()


def test_a_page_is_not_withdrawn_twice(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    publishing.withdraw(edition, by=publisher, reason="Out of date.", at=NOW)
    with pytest.raises(publishing.Refused):
        publishing.withdraw(edition, by=publisher, reason="Again.", at=NOW + timedelta(hours=1))


def test_a_withdrawal_at_the_same_moment_as_another_is_refused(draft, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    # What the second of the two finds: the listing as it was before, and the row that the first has changed.
    listing_triggers.lift_for_migrations(plan=["a migration"])
    Edition.objects.filter(pk=edition.pk).update(withdraw_at=NOW, withdrawal_reason="First.")
    with pytest.raises(publishing.Refused, match="Somebody else"):
        publishing.withdraw(edition, by=publisher, reason="Second.", at=NOW)


@pytest.mark.parametrize(("role", "reason"), [("author", "Why."), ("publisher", "")], ids=["no right", "no reason"])
def test_refuses_a_withdrawal(  # noqa: PLR0917 (fixtures)
    request, draft, reviewer, publisher, role, reason
):
    edition = make_edition(draft, by=publisher, second=reviewer)
    with pytest.raises(publishing.Refused):
        publishing.withdraw(edition, by=request.getfixturevalue(role), reason=reason, at=NOW)
