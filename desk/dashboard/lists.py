"""What the desk lists: for each list who may see it, its rows, and how a row is said. One entry adds a list.

Every `rows` is a query that is cut to a page before it is read, so the desk asks as much of 10,000 articles as of ten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    Edition,
    HelpLine,
    LinkCheck,
    MistakeReport,
    Override,
    SignatureVoid,
    Status,
    Version,
)
from articles.publishing import status_label
from articles.upkeep import reviews

# Numbers of crisis lines change within a year; half of that leaves time to look.
HELP_LINE_STAYS_VERIFIED = timedelta(days=182)


@dataclass(frozen=True)
class DeskList:
    name: str
    title: str | Promise
    none: str | Promise  # The sentence for an empty list.
    right: str
    rows: Callable[[Any, datetime], QuerySet[Any]]  # (user, now)
    template: str
    is_urgent: bool = False  # Drawn with weight, and left out of the front page when empty.


def waiting_for(user, at: datetime | None = None) -> QuerySet[Article]:
    """Articles whose next move is this person's: may_approve_as_second and may_publish (permissions.py) as a query."""
    wanted = Q(pk=None)
    if user.has_perm("articles.approve_article"):
        written = Version.objects.of_the_next_edition().filter(article=OuterRef("pk"), saved_by=user)
        wanted |= Q(status=Status.IN_REVIEW) & ~Q(submitted_by=user) & ~Q(Exists(written))
    if user.has_perm("articles.publish_article"):
        wanted |= Q(status=Status.APPROVED)
    return Article.objects.filter(wanted).select_related("submitted_by").order_by("status", "title")


def mine(user, at: datetime | None = None) -> QuerySet[Article]:
    """This person's own articles that are on the way: what is set for a date or was withdrawn is no page yet."""
    at = at or timezone.now()
    own = Article.objects.filter(Q(owner=user) | Q(submitted_by=user)).select_related("submitted_by")
    on_the_way = ~Q(status=Status.PUBLISHED) | ~Q(waiting_from=None) | ~Q(withdrawn_number=None)
    return status_label.with_public_page(own, at=at).filter(on_the_way)


def reviews_due(user, at: datetime) -> QuerySet[Edition]:
    return reviews.due(at=at)


def void_signatures(user, at: datetime) -> QuerySet[SignatureVoid]:
    return SignatureVoid.objects.current().select_related("signature", "version__article").defer("version__document")


def dead_links(user, at: datetime) -> QuerySet[LinkCheck]:
    return LinkCheck.objects.dead()


def reports_of_mistakes(user, at: datetime) -> QuerySet[MistakeReport]:
    """Oldest first: a mistake that stands longest has misled most."""
    return MistakeReport.objects.open().select_related("article").order_by("received_on", "pk")


def help_lines_to_verify(user, at: datetime) -> QuerySet[HelpLine]:
    return HelpLine.objects.filter(Q(verified_on=None) | Q(verified_on__lt=at.date() - HELP_LINE_STAYS_VERIFIED))


def overridden_checks(user, at: datetime) -> QuerySet[Override]:
    return Override.objects.valid(on=at.date()).select_related("article", "by").order_by("expires_on")


LISTS = {
    one.name: one
    for one in [
        DeskList(
            "waiting",
            _("Waiting for you"),
            _("Nothing waits for you. What others submit or approve comes here."),
            "articles.view_article",
            waiting_for,
            "admin/desk/_article.html",
        ),
        DeskList(
            "mine",
            _("Yours, on the way"),
            _("You have nothing open. Articles that you own or submitted stand here until they are published."),
            "articles.view_article",
            mine,
            "admin/desk/_own_article.html",
        ),
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
    ]
}


def lists_for(user) -> list[DeskList]:
    return [one for one in LISTS.values() if user.has_perm(one.right)]
