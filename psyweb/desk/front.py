"""The desk's first page: what waits for this person, and what the site needs from somebody. Constant queries."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, HelpLine, Move, Status
from articles.permissions import may_approve_as_second, may_publish

from .polls import polls_at_a_glance

DUE_SOON = timedelta(days=30)
# Numbers of crisis lines change within a year; half of that leaves time to look.
HELP_LINE_STAYS_VERIFIED = timedelta(days=182)
HISTORY_LENGTH = 12


def front(user, *, at=None) -> dict:
    """What the template shows, each part only to those who may see its rows."""
    at = at or timezone.now()
    parts: dict[str, object] = {}
    if user.has_perm("articles.view_article"):
        parts |= {
            "waiting": waiting_for(user),
            "mine": list(mine(user)),
            "due": list(due_for_review(on=at.date())),
            "history": list(Move.objects.select_related("by", "article")[:HISTORY_LENGTH]),
            "today": at.date(),
        }
    if user.has_perm("articles.view_helpline"):
        parts["help_lines"] = list(help_lines_to_verify(on=at.date()))
    if user.has_perm("articles.publish_article"):
        parts["empty_facts"] = empty_facts()
    if user.has_perm("polls.view_poll"):
        parts["polls"] = polls_at_a_glance(at=at)
    return parts


def waiting_for(user) -> list[tuple[Article, str]]:
    """Articles whose next move is this person's, and what that move is."""
    articles = Article.objects.filter(status__in=[Status.IN_REVIEW, Status.APPROVED]).select_related("submitted_by")
    return [
        (article, "to read and approve" if article.status == Status.IN_REVIEW else "to publish")
        for article in articles
        if may_publish(user, article) or (article.status == Status.IN_REVIEW and may_approve_as_second(user, article))
    ]


def mine(user):
    """This person's own articles that are on the way."""
    return Article.objects.filter(Q(owner=user) | Q(submitted_by=user)).exclude(status=Status.PUBLISHED)


def due_for_review(*, on):
    return Article.objects.filter(review_due_on__lte=on + DUE_SOON).order_by("review_due_on", "title")


def help_lines_to_verify(*, on):
    return HelpLine.objects.filter(Q(verified_on=None) | Q(verified_on__lt=on - HELP_LINE_STAYS_VERIFIED))


def empty_facts() -> list[str]:
    """Names of the settings that the site's owner has left empty."""
    return [f"SITE_{name.upper()}" for name, value in settings.SITE_FACTS.items() if not value]
