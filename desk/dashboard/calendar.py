"""What is set for a date, by day: pages that go public or are withdrawn, polls, reviews, overrides that end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Override
from polls.models import Poll

AHEAD = timedelta(days=60)
MOST_OF_EACH = 20


@dataclass(frozen=True)
class Entry:
    at: datetime | date
    kind: str
    what: str | Promise
    name: str
    url: str

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date() if isinstance(self.at, datetime) else self.at

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry] = field(default_factory=list)


def calendar(user, *, at: datetime) -> list[Day]:
    """At most six queries, and MOST_OF_EACH entries from each."""
    entries: list[Entry] = []
    if user.has_perm("articles.view_article"):
        entries += [*_publications(at), *_withdrawals(at), *_reviews(at), *_overrides(at)]
    if user.has_perm("polls.view_poll"):
        entries += [*_openings(at), *_closings(at)]
    entries.sort(key=lambda entry: (entry.day, entry.has_time, str(entry.at), entry.name))
    return [Day(day, list(group)) for day, group in groupby(entries, key=lambda entry: entry.day)]


def _article(edition: Edition) -> str:
    return reverse("admin:articles_article_change", args=[edition.article_id])


def _publications(at):
    waiting = Edition.objects.filter(publish_at__gt=at, publish_at__lte=at + AHEAD).order_by("publish_at")
    for edition in waiting.defer("html", "text", "checks")[:MOST_OF_EACH]:
        yield Entry(edition.publish_at, "publish", _("goes public"), str(edition), _article(edition))


def _withdrawals(at):
    ending = Edition.objects.filter(withdraw_at__gt=at, withdraw_at__lte=at + AHEAD).order_by("withdraw_at")
    for edition in ending.defer("html", "text", "checks")[:MOST_OF_EACH]:
        yield Entry(edition.withdraw_at, "withdraw", _("is withdrawn"), edition.title, _article(edition))


def _reviews(at):
    visible = Edition.objects.visible(at=at).filter(review_due_on__gt=at.date(), review_due_on__lte=at.date() + AHEAD)
    for edition in visible.defer("html", "text", "checks").order_by("review_due_on")[:MOST_OF_EACH]:
        yield Entry(edition.review_due_on, "review", _("is due for review"), edition.title, _article(edition))


def _overrides(at):
    ending = Override.objects.valid(on=at.date()).filter(expires_on__lte=at.date() + AHEAD).select_related("article")
    for made in ending.order_by("expires_on")[:MOST_OF_EACH]:
        url = reverse("admin:articles_article_change", args=[made.article_id])
        yield Entry(made.expires_on, "override", _("override ends"), f"{made.article}: {made.check_name}", url)


def _poll(poll: Poll) -> str:
    return reverse("admin:polls_poll_change", args=[poll.pk])


def _openings(at):
    for poll in Poll.objects.filter(opens_at__gt=at, opens_at__lte=at + AHEAD).order_by("opens_at")[:MOST_OF_EACH]:
        yield Entry(poll.opens_at, "open", _("poll opens"), str(poll), _poll(poll))


def _closings(at):
    for poll in Poll.objects.filter(closes_at__gt=at, closes_at__lte=at + AHEAD).order_by("closes_at")[:MOST_OF_EACH]:
        yield Entry(poll.closes_at, "close", _("poll closes"), str(poll), _poll(poll))
