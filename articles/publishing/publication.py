"""Publish the approved text as an edition, withdraw an edition, cancel a scheduled one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from .. import checks, permissions
from ..documents import Document
from ..models import Article, Edition, Override, Status, Topic
from ..models.editions import NO_SECOND_PERSON
from ..search import index
from ..signatures.standing import for_the_record
from ..statements import in_force, names_in
from ..statements.in_force import Statements
from . import edition_content
from .moves import Refused, change_status, public_name, record, refuse_another_text, refuse_unless
from .review import approve, own_words_for_the_record, submit
from .versions import keep_version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Values of Edition.checks["approval"]: who approved the text.
SECOND_PERSON, OWN_AUTHOR, CONTENT_PACK = "second person", "own author", "content pack"


class Publication(TypedDict):
    """What a publisher says about a publication: the arguments of `publish` that `publish_alone` passes on."""

    change_class: str
    change_note: str
    attested: NotRequired[tuple[str, ...]]
    publish_at: NotRequired[datetime | None]
    expected: NotRequired[int | None]


@transaction.atomic
def publish(  # noqa: PLR0913 (each is named where it is called)
    article: Article,
    *,
    by: User,
    change_class: str,
    change_note: str,
    attested: tuple[str, ...] = (),
    publish_at: datetime | None = None,
    expected: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Make the approved text the next edition, public from `publish_at` (default: now).

    Refuses when a check blocks without an override, and when the newest version isn't `expected`, which the publisher
    has read. `attested` are the names of the checks that the publisher confirmed.
    """
    at = at or timezone.now()
    refuse_another_text(article, expected)
    refuse_unless(by.has_perm("articles.publish_article"), _("Only a publisher may publish."))
    refuse_unless(change_note.strip(), _("Say for readers what changed, and why."))
    refuse_unless(publish_at is None or publish_at >= at, _("The date to publish at has passed."))
    not_approved = _("Only an approved article can be published.")
    change_status(article, Status.APPROVED, Status.PUBLISHED, not_approved)
    approver = article.approved_by  # After change_status, which reads it from the database again.
    if approver is None:  # A cancelled edition of a content pack: nobody has approved its text.
        raise Refused(not_approved)
    is_own = permissions.has_written(approver, article)
    checked = _passed_checks(article, article.overrides.valid(on=at.date()), at)
    checked["approval"] = OWN_AUTHOR if is_own else SECOND_PERSON
    checked["attested"] = [{"check": name, "by": public_name(by)} for name in attested]
    if is_own:
        checked["overrides"].append(_own_approval(article, by))
    edition = _make_edition(
        article, by=by, approved_by=approver, change=(change_class, change_note), checked=checked,
        publish_at=publish_at or at, at=at,
    )  # fmt: skip
    record(article, "published", by=by, note=_edition_in_words(edition.number), at=at)
    return edition


@transaction.atomic
def publish_alone(
    article: Article, *, by: User, own_reason: str, at: datetime | None = None, **publication: Unpack[Publication]
) -> Edition:
    """Submit, approve and publish in one step, for a site with one editor. The public page shows `own_reason`."""
    if article.status == Status.DRAFT:
        submit(article, by=by, at=at)
    if article.status == Status.IN_REVIEW:
        approve(article, by=by, own_reason=own_reason, at=at)
    return publish(article, by=by, at=at, **publication)


@transaction.atomic
def publish_loaded(  # noqa: PLR0913
    article: Article,
    *,
    by: User,
    change_class: str,
    change_note: str,
    history_reason: str = "",
    also_published: frozenset[str] = frozenset(),
    at: datetime,
) -> Edition:
    """Publish what `load_content` loaded, without review. Only that command calls it.

    With a `history_reason`, permanent overrides with this reason let blocking checks pass: for an edition that is older
    than the checks and no longer live. `also_published`: slugs that the same transaction is about to publish.
    """
    version = keep_version(article, by=by, at=at)
    overrides: list[Override] = []
    if history_reason:
        context = checks.context_for(article, version.document, at=at, also_published=also_published)
        found = checks.review(version.document, context)
        blocking = dict.fromkeys(finding.check for finding in found if finding.level == checks.Level.BLOCK)
        overrides = [
            Override.objects.create(article=article, check_name=check, reason=history_reason, by=by, made_at=at)
            for check in blocking
        ]
    checked = _passed_checks(article, overrides, at, also_published) | {"approval": CONTENT_PACK, "attested": []}
    change_status(article, article.status, Status.PUBLISHED, _("Somebody else has moved it."))
    edition = _make_edition(
        article, by=by, approved_by=None, change=(change_class, change_note), checked=checked, publish_at=at, at=at
    )
    record(article, "published", by=by, note=_edition_in_words(edition.number), at=at)
    return edition


@transaction.atomic
def withdraw(
    edition: Edition, *, by: User, reason: str, withdraw_at: datetime | None = None, at: datetime | None = None
) -> None:
    """Withdraw the page at `withdraw_at` (default: now). Its address then answers 410 with the reason.

    Also cancels a scheduled edition, which would bring the page back.
    """
    at = at or timezone.now()
    refuse_unless(permissions.may_withdraw(by), _("Only a publisher may withdraw a page."))
    refuse_unless(reason.strip(), _("Say why; the page's address shows the reason."))
    refuse_unless(withdraw_at is None or withdraw_at >= at, _("The date to withdraw at has passed."))
    visible = Edition.objects.visible(at=at).filter(pk=edition.pk)
    refuse_unless(visible.exists(), _("This edition is not what readers see now."))
    # The second filter reads the edition's own row: of two withdrawals at once, the second finds what the first wrote.
    changed = (
        Edition.objects.filter(pk__in=visible.values("pk"))
        .filter(Q(withdraw_at=None) | Q(withdraw_at__gt=at))
        .update(withdraw_at=withdraw_at or at, withdrawal_reason=reason, withdrawn_by=by)
    )
    refuse_unless(changed, _("Somebody else has withdrawn it."))
    # To publish again needs a new approval, even of the same text.
    Article.objects.filter(pk=edition.article_id, status=Status.PUBLISHED).update(
        status=Status.DRAFT, submitted_by=None, approved_by=None
    )
    for waiting in Edition.objects.waiting(at=at).filter(article=edition.article_id):
        cancel(waiting, by=by, at=at)
    edition.refresh_from_db()
    record(edition.article, "withdrew", by=by, note=f"{_edition_in_words(edition.number)}: {reason}", at=at)


@transaction.atomic
def cancel(edition: Edition, *, by: User, at: datetime | None = None) -> None:
    """Delete a scheduled edition. No reader has seen it, so no history is lost."""
    at = at or timezone.now()
    refuse_unless(permissions.may_withdraw(by), _("Only a publisher may cancel a publication."))
    refuse_unless(not edition.is_public(at=at), _("The edition is public already: withdraw it instead."))
    article, number = edition.article, edition.number
    edition.topics.clear()
    edition.statements.clear()
    deleted, _of_each_kind = Edition.objects.waiting(at=at).filter(pk=edition.pk).delete()
    refuse_unless(deleted, _("The edition has just become public: withdraw it instead."))
    Article.objects.filter(pk=article.pk, status=Status.PUBLISHED).update(status=Status.APPROVED)
    record(article, "cancelled", by=by, note=_edition_in_words(number), at=at)


def _edition_in_words(number: int) -> str:
    return _("edition %(number)s") % {"number": number}


def _own_approval(article: Article, by: User) -> dict[str, Any]:
    """The public record that an author approved their own text, with the reason that they gave."""
    approval = article.moves.filter(verb="approved").first()
    reason = approval.note if approval else ""
    return {"check": NO_SECOND_PERSON, "reason": reason, "by": public_name(by), "expires_on": None}


def _passed_checks(
    article: Article, overrides: Iterable[Override], at: datetime, also_published: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The value of Edition.checks. Raises Refused with all blocking findings that no override lets pass."""
    document = article.versions.latest("number").document
    context = checks.context_for(article, document, at=at, also_published=also_published)
    found = checks.review(document, context)
    overridden = {made.check_name: made for made in overrides}
    blocking = [item for item in found if item.level == checks.Level.BLOCK]
    stopped = [item for item in blocking if item.check not in overridden]
    if stopped:
        raise Refused("\n".join(f"{item.where}: {item.message}" if item.where else item.message for item in stopped))
    used = [overridden[check] for check in dict.fromkeys(item.check for item in blocking)]
    return {
        "found": [item.as_dict() for item in found],
        "signature": for_the_record(context.signature),
        "own_words": own_words_for_the_record(document, context),
        "overrides": [
            {
                "check": made.check_name,
                "reason": made.reason,
                "by": public_name(made.by),
                "expires_on": made.expires_on.isoformat() if made.expires_on else None,
            }
            for made in used
        ],
    }


def _refuse_a_clash(article: Article, at: datetime) -> None:
    """Refuse while an edition is scheduled, and while the slug belongs to an edition of another article."""
    waiting = article.editions.waiting(at=at).first()
    refuse_unless(
        waiting is None,
        _("Edition %(number)s waits for its date: cancel it first, or wait for it.")
        % {"number": waiting and waiting.number},
    )
    elsewhere = Edition.objects.filter(slug=article.slug).exclude(article=article).exists()
    refuse_unless(
        not elsewhere,
        _("The address “%(slug)s” belongs to the history of another article.") % {"slug": article.slug},
    )


def _make_edition(  # noqa: PLR0913
    article: Article,
    *,
    by: User,
    approved_by: User | None,
    change: tuple[str, str],
    checked: dict[str, Any],
    publish_at: datetime,
    at: datetime,
) -> Edition:
    """Create the next edition of the newest version. `change` is its class and its note."""
    _refuse_a_clash(article, at)
    version = article.versions.latest("number")
    last = article.editions.order_by("-number").first()
    change_class, change_note = change
    statements = _statements_in_force(version.document, publish_at)
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                article=article,
                number=last.number + 1 if last else 1,
                version=version,
                slug=version.document["slug"],
                title=version.document["title"],
                summary=version.document["summary"],
                html=edition_content.render(version.document),
                text=edition_content.text_of(version.document, statements),
                change_class=change_class,
                change_note=change_note,
                checks=checked,
                published_by=by,
                approved_by=approved_by,
                made_at=at,
                publish_at=publish_at,
                review_due_on=parse_date(version.document["review_due_on"] or ""),
            )
    except IntegrityError:
        raise Refused(_("Somebody else has published in the same moment.")) from None
    edition.topics.set(Topic.objects.filter(slug__in=version.document["topics"]))
    edition.statements.set(statements.values())
    index.learn([edition])
    return edition


def _statements_in_force(document: Document, publish_at: datetime) -> Statements:
    """The statements that the document carries. Refuses one without a version in force: no override can fill a hole."""
    names = names_in(document)
    found = in_force(names, on=publish_at.date())
    missing = ", ".join(name for name in names if name not in found)
    refuse_unless(not missing, _("No version of these statements is in force: %(names)s.") % {"names": missing})
    return found
