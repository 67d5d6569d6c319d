"""Every move of an article, for every role, from every state: made, or refused in words that leave no trace."""

from datetime import timedelta

import pytest

from articles import publishing
from articles.models import Edition, Status

from ..factories import NOW, make_edition, make_person

PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}
LATER = NOW + timedelta(minutes=1)


def _latest(article):
    return article.versions.order_by("-number").first()


def _live(article):
    return Edition.objects.live(at=LATER).get(article=article)


MOVES = {
    "submit": lambda article, by: publishing.submit(article, by=by, at=LATER),
    "approve": lambda article, by: publishing.approve(article, by=by, at=LATER),
    "send back": lambda article, by: publishing.send_back(article, by=by, reason="Why.", at=LATER),
    "sign": lambda article, by: publishing.sign(
        article, by=by, name="Made up", role="made up", expected=_latest(article).number, at=LATER
    ),
    "publish": lambda article, by: publishing.publish(article, by=by, at=LATER, **PUBLICATION),
    "publish alone": lambda article, by: publishing.publish_alone(
        article, by=by, own_reason="Why.", at=LATER, **PUBLICATION
    ),
    "reopen": lambda article, by: publishing.reopen(article, by=by, at=LATER),
    "withdraw": lambda article, by: publishing.withdraw(_live(article), by=by, reason="Why.", at=LATER),
    "cancel": lambda article, by: publishing.cancel(article.editions.get(), by=by, at=LATER),
    "override": lambda article, by: publishing.override(
        article, check="author-line", reason="Why.", expires_on=LATER.date(), by=by, at=LATER
    ),
    "share a preview": lambda article, by: publishing.share_preview(
        _latest(article), by=by, lasts=timedelta(days=1), at=LATER
    ),
    "restore": lambda article, by: publishing.restore(_latest(article), by=by, at=LATER),
}
STATES = ["draft", "in review", "approved", "scheduled", "published", "withdrawn"]
# Who may, in which states. Whoever and whatever is not here is refused. The author owns and submitted the article.
ALLOWED = {
    "submit": {"author": "draft withdrawn", "publisher": "draft withdrawn"},
    "approve": {"reviewer": "in review", "publisher": "in review"},
    "send back": {
        "author": "in review, approved",
        "reviewer": "in review, approved",
        "publisher": "in review, approved",
    },
    "sign": {"reviewer": "in review, approved"},
    "publish": {"publisher": "approved"},
    # From a draft the publisher submits and is then the own author; from review they are the second person.
    "publish alone": {"publisher": "draft, in review, approved, withdrawn"},
    "reopen": {"author": "scheduled, published", "publisher": "scheduled, published"},
    "withdraw": {"publisher": "published"},
    "cancel": {"publisher": "scheduled"},
    "override": {"publisher": ", ".join(STATES)},
    "share a preview": {role: ", ".join(STATES) for role in ("author", "reviewer", "publisher")},
    "restore": {role: ", ".join(STATES) for role in ("author", "publisher")},
}
NEEDS_AN_EDITION = {"withdraw": {"published", "withdrawn"}, "cancel": {"scheduled", "published", "withdrawn"}}
ROLES = ["author", "stranger", "reviewer", "publisher", "analyst"]
CASES = [
    (role, move, state)
    for move in MOVES
    for state in STATES
    for role in ROLES
    if state in NEEDS_AN_EDITION.get(move, STATES)
]


@pytest.fixture
def second(db):
    return make_person("second", "Reviewer")


@pytest.fixture
def chief(db):
    return make_person("chief", "Publisher")


def bring_to(state, article, *, author, second, chief):
    if state in {"in review", "approved"}:
        publishing.submit(article, by=author, at=NOW)
    if state == "approved":
        publishing.approve(article, by=second, at=NOW)
    if state in {"scheduled", "published", "withdrawn"}:
        publishing.submit(article, by=author, at=NOW)
        publishing.approve(article, by=second, at=NOW)
        publish_at = NOW + timedelta(days=1) if state == "scheduled" else None
        edition = publishing.publish(article, by=chief, publish_at=publish_at, at=NOW, **PUBLICATION)
        if state == "withdrawn":
            publishing.withdraw(edition, by=chief, reason="Why.", at=NOW)
            article.refresh_from_db()


@pytest.mark.parametrize(("role", "move", "state"), CASES, ids=lambda value: value.replace(" ", "-"))
def test_each_move_is_made_by_those_who_may_and_refused_to_all_others(  # noqa: PLR0917 (fixtures)
    request, draft, author, second, chief, role, move, state
):
    bring_to(state, draft, author=author, second=second, chief=chief)
    person = request.getfixturevalue(role)
    lines = draft.moves.count()
    if state in ALLOWED[move].get(role, ""):
        MOVES[move](draft, person)
        assert draft.moves.count() > lines
        assert draft.moves.first().by == person
    else:
        with pytest.raises(publishing.Refused, match=r"\w{3,}"):
            MOVES[move](draft, person)
        assert draft.moves.count() == lines


def test_from_nothing_to_public_and_off_again(draft, author, reviewer, publisher):
    edition = make_edition(draft, by=publisher, second=reviewer)
    assert draft.status == Status.PUBLISHED
    publishing.withdraw(edition, by=publisher, reason="Why.", at=NOW)
    assert [move.verb for move in draft.moves.order_by("pk")] == ["submitted", "approved", "published", "withdrew"]
