"""Add the lists, dates and last moves of articles to the desk's dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.dashboard.calendar import MOST_OF_EACH
from desk.dashboard.registry import CalendarEntry, CalendarSource, DeskList, Start, User, register
from desk.notifications.dashboard import FOR_YOU

from ..models import (
    Article,
    Edition,
    HelpLine,
    LinkCheck,
    MistakeReport,
    Move,
    Override,
    SignatureVoid,
    StatementVersion,
    Status,
    Version,
)
from ..publishing import status_label
from ..upkeep import reviews

MAY_SEE = "articles.view_article"


def waiting_for(user: User, at: datetime | None = None) -> QuerySet[Article]:
    """Articles that wait for this user: may_approve_as_second and may_publish (permissions.py) as a query."""
    wanted = Q(pk=None)
    if user.has_perm("articles.approve_article"):
        written = Version.objects.of_the_next_edition().filter(article=OuterRef("pk"), saved_by=user)
        wanted |= Q(status=Status.IN_REVIEW) & ~Q(submitted_by=user) & ~Q(Exists(written))
    if user.has_perm("articles.publish_article"):
        wanted |= Q(status=Status.APPROVED)
    return Article.objects.filter(wanted).select_related("submitted_by").order_by("status", "title")


def mine(user: User, at: datetime | None = None) -> QuerySet[Article]:
    """The user's own articles that are not public pages yet, also scheduled and withdrawn ones."""
    at = at or timezone.now()
    own = Article.objects.filter(Q(owner=user) | Q(submitted_by=user)).select_related("submitted_by")
    on_the_way = ~Q(status=Status.PUBLISHED) | ~Q(waiting_from=None) | ~Q(withdrawn_number=None)
    return status_label.with_public_page(own, at=at).filter(on_the_way)


def reviews_due(user: User, at: datetime) -> QuerySet[Edition]:
    return reviews.due(at=at)


def void_signatures(user: User, at: datetime) -> QuerySet[SignatureVoid]:
    return SignatureVoid.objects.current().select_related("signature", "version__article").defer("version__document")


def dead_links(user: User, at: datetime) -> QuerySet[LinkCheck]:
    return LinkCheck.objects.dead()


def reports_of_mistakes(user: User, at: datetime) -> QuerySet[MistakeReport]:
    """Oldest first: the longer a mistake stands, the more readers it misleads."""
    return MistakeReport.objects.open().select_related("article").order_by("received_on", "pk")


def help_lines_to_verify(user: User, at: datetime) -> QuerySet[HelpLine]:
    return HelpLine.objects.to_verify(on=at.date())


def overridden_checks(user: User, at: datetime) -> QuerySet[Override]:
    return Override.objects.valid(on=at.date()).select_related("article", "by").order_by("expires_on")


def statements_to_approve(user: User, at: datetime) -> QuerySet[StatementVersion]:
    return StatementVersion.objects.drafts().select_related("written_by").order_by("effective_from", "pk")


def publications(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    waiting = Edition.objects.waiting(at=at).filter(publish_at__lte=until).order_by("publish_at")
    for edition in waiting.defer("html", "text", "checks")[:MOST_OF_EACH]:
        yield _entry(edition.publish_at, "publish", _("goes public"), str(edition), edition.article_id)


def withdrawals(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    ending = Edition.objects.filter(withdraw_at__gt=at, withdraw_at__lte=until).order_by("withdraw_at")
    for edition in ending.defer("html", "text", "checks")[:MOST_OF_EACH]:
        yield _entry(
            cast("datetime", edition.withdraw_at), "withdraw", _("is withdrawn"), edition.title, edition.article_id
        )


def reviews_ahead(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    visible = Edition.objects.visible(at=at).filter(review_due_on__gt=at.date(), review_due_on__lte=until.date())
    for edition in visible.defer("html", "text", "checks").order_by("review_due_on")[:MOST_OF_EACH]:
        yield _entry(
            cast("date", edition.review_due_on), "review", _("is due for review"), edition.title, edition.article_id
        )


def overrides_ending(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    ending = Override.objects.valid(on=at.date()).filter(expires_on__lte=until.date()).select_related("article")
    for made in ending.order_by("expires_on")[:MOST_OF_EACH]:
        name = f"{made.article}: {made.check_name}"
        yield _entry(cast("date", made.expires_on), "override", _("override ends"), name, made.article_id)


def moves(user: User, at: datetime) -> QuerySet[Move]:
    return Move.objects.select_related("by", "article")


def register_dashboard() -> None:
    sources = (publications, withdrawals, reviews_ahead, overrides_ending)
    register(
        starts=[Start(_("Write an article"), "articles.add_article", "admin:articles_article_add")],
        lists=LISTS,
        dates=[CalendarSource(MAY_SEE, entries) for entries in sources],
    )


def _entry(at: datetime | date, kind: str, what: str | Promise, name: str, article_id: int) -> CalendarEntry:
    return CalendarEntry(at, kind, what, name, reverse("admin:articles_article_change", args=[article_id]))


LISTS = [
    DeskList(
        "mine",
        _("Yours, on the way"),
        _("You have nothing open. Articles that you own or submitted stand here until they are published."),
        "articles.view_article",
        mine,
        "admin/desk/_own_article.html",
    ),
    DeskList(
        "waiting",
        _("Waiting for you"),
        _("Nothing waits for you. What others submit or approve comes here."),
        "articles.view_article",
        waiting_for,
        "admin/desk/_article.html",
    ),
    FOR_YOU,
    DeskList(
        "reviews",
        _("Due for review"),
        _("Nothing is due within a month."),
        "articles.view_article",
        reviews_due,
        "admin/desk/_review.html",
    ),
    DeskList(
        "signatures",
        _("Signatures that no longer hold"),
        _("Every signature covers the text as it is now."),
        "articles.view_article",
        void_signatures,
        "admin/desk/_void.html",
    ),
    DeskList(
        "statements",
        _("Statements to approve"),
        _("No draft of a statement waits for a second person."),
        "articles.view_statementversion",
        statements_to_approve,
        "admin/desk/_statement.html",
    ),
    DeskList(
        "reports",
        _("Mistakes that readers report"),
        _("No report is open. Every page of an article has a form for them."),
        "articles.view_mistakereport",
        reports_of_mistakes,
        "admin/desk/_report.html",
    ),
    DeskList(
        "overrides",
        _("Checks overridden"),
        _("No check is overridden."),
        "articles.view_article",
        overridden_checks,
        "admin/desk/_override.html",
    ),
    DeskList(
        "links",
        _("Dead links"),
        _("No dead link is known. The command check_links looks for them."),
        "articles.view_article",
        dead_links,
        "admin/desk/_link.html",
    ),
    DeskList(
        "help-lines",
        _("Help lines to verify"),
        _("Every help line was verified within half a year."),
        "articles.view_helpline",
        help_lines_to_verify,
        "admin/desk/_help_line.html",
        is_urgent=True,
    ),
    DeskList(
        "record",
        _("Who did what"),
        _("Nothing yet. Every move of an article is written down here."),
        "articles.view_article",
        moves,
        "admin/desk/_move.html",
    ),
]
