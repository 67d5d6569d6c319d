"""Join articles to polls: what the form of each offers of the other, and the checks of an article's poll."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.checks import Level
from articles.checks.findings import Complaint, check
from articles.editing.forms.fields import PollField
from articles.models import Listing
from polls.form_fields import ArticleField
from polls.models import Poll


def polls_to_choose() -> list[tuple[str, str]]:
    """Return (slug, question and state) of all polls, in the order of the model. Two queries."""
    now = timezone.now()
    return [(poll.slug, f"{poll.question} ({_state(poll, now)})") for poll in Poll.objects.prefetch_related("wordings")]


def articles_to_choose() -> list[tuple[str, str]]:
    """Return (slug, title) of all public pages, by title. One query."""
    return list(Listing.objects.visible().order_by("title").values_list("slug", "title"))


@check(Level.BLOCK, "House rule: a page names a poll that exists")
def poll_is_known(document: dict[str, Any], _context: Any) -> Iterator[Complaint]:
    """Yield a complaint about a poll that does not exist, and about a draft. One query where it names one."""
    slug = document["poll"]
    poll = Poll.objects.filter(slug=slug).first() if slug else None
    if slug and poll is None:
        yield Complaint(_("There is no poll “%(slug)s”. Choose one that exists, or none.") % {"slug": slug})
    elif poll and poll.is_draft:
        yield Complaint(_("The poll “%(slug)s” is a draft. Open it first, or choose another or none.") % {"slug": slug})


@check(Level.WARN, "House rule: a page asks what can still be answered")
def poll_is_open(document: dict[str, Any], _context: Any) -> Iterator[Complaint]:
    """Only a warning: a closed poll must not hold up an urgent correction. One query where it names a poll."""
    poll = Poll.objects.select_related("successor").filter(slug=document["poll"]).first() if document["poll"] else None
    if poll and poll.closes_at and poll.closes_at <= timezone.now():
        words = _("The poll “%(slug)s” is closed; it may stay with its results.")
        if poll.successor:
            words = _("The poll “%(slug)s” is closed: choose its successor, “%(successor)s”.")
        yield Complaint(words % {"slug": poll.slug, "successor": poll.successor and poll.successor.slug})


def _state(poll: Poll, now: datetime) -> str:
    if poll.opens_at is None or poll.is_visible(at=now):
        return str(poll.state(at=now).label)
    return _("opens on %(day)s") % {"day": date_format(timezone.localtime(poll.opens_at))}


PollField.offered = staticmethod(polls_to_choose)
ArticleField.offered = staticmethod(articles_to_choose)
