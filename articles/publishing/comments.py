"""Comment on words of an article, answer, settle, and delete comments. One function for each move."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..comparison.quotation import Quotation, ReadableText
from ..documents import freeze
from ..models import Article, Comment, Thread
from .moves import Refused, refuse_unless
from .notifications import notify_of_comment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_OPEN = 200  # Open threads of one article.


@transaction.atomic
def comment_on(  # noqa: PLR0913 (each is named where it is called)
    article: Article,
    quoted: Quotation,
    text: str,
    *,
    by: User,
    mentions: User | None = None,
    at: datetime | None = None,
) -> Comment:
    """Begin a thread about the quoted words of the stored text, or about all of it where `quoted.exact` is empty."""
    refuse_unless(permissions.may_comment(by), _("Only who may read this article may comment on it."))
    forget_settled(at=at or timezone.now())
    refuse_unless(
        article.threads.open().count() < MOST_OPEN, _("This article has too many open comments. Settle some first.")
    )
    words = _stored(article, quoted) if quoted.exact.strip() else Quotation("")
    thread = Thread.objects.create(article=article, opened_by=by, **vars(words))
    return _comment(thread, text, by=by, mentions=mentions, at=at)


@transaction.atomic
def answer(thread: Thread, text: str, *, by: User, mentions: User | None = None, at: datetime | None = None) -> Comment:
    """Add a comment to a thread. An answer opens a settled thread again."""
    refuse_unless(permissions.may_comment(by), _("Only who may read this article may comment on it."))
    one_more = Thread.objects.filter(pk=thread.pk, size__lt=Thread.MOST_COMMENTS)
    is_added = one_more.update(size=F("size") + 1, settled_at=None, settled_by=None)
    refuse_unless(is_added, _("This thread is full, or was deleted. Begin another one."))
    return _comment(thread, text, by=by, mentions=mentions, at=at)


def settle(thread: Thread, *, by: User, seen: int, at: datetime | None = None) -> None:
    """Settle an open thread of `seen` comments: the conditional update lets nobody settle an answer that they haven't
    read."""
    refuse_unless(permissions.may_settle(by, thread), _("Only who may edit the article, or began this, may settle it."))
    same = Thread.objects.open().filter(pk=thread.pk, size=seen)
    is_settled = same.update(settled_at=at or timezone.now(), settled_by=by)
    refuse_unless(is_settled, _("Somebody has answered or settled it meanwhile. Read it again."))


def reopen_thread(thread: Thread, *, by: User) -> None:
    refuse_unless(permissions.may_settle(by, thread), _("Only who may edit the article, or began this, may reopen it."))
    Thread.objects.filter(pk=thread.pk).update(settled_at=None, settled_by=None)


@transaction.atomic
def delete_comment(comment: Comment, *, by: User) -> None:
    """Delete a comment, and its thread where it was the last one."""
    refuse_unless(
        permissions.may_delete_comment(by, comment), _("Only its writer, or an administrator, may delete it.")
    )
    thread = Thread.objects.select_for_update().filter(pk=comment.thread_id).first()
    if thread is None:
        raise Refused(_("It is deleted already."))
    comment.delete()
    if not thread.comments.exists():
        thread.delete()


def forget_settled(*, at: datetime) -> None:
    """Delete the threads that were settled long ago."""
    Thread.objects.expired(at=at).delete()


def _comment(thread: Thread, text: str, *, by: User, mentions: User | None, at: datetime | None) -> Comment:
    is_bounded = 0 < len(text.strip()) <= Comment.LONGEST
    refuse_unless(is_bounded, _("Write a comment of at most %(most)d characters.") % {"most": Comment.LONGEST})
    is_known = mentions is None or permissions.may_comment(mentions)
    refuse_unless(is_known, _("This person can't see the article."))
    made = Comment.objects.create(thread=thread, by=by, at=at or timezone.now(), text=text.strip(), mentions=mentions)
    notify_of_comment(made)
    return made


def _stored(article: Article, quoted: Quotation) -> Quotation:
    """The words as the stored text has them. Raises Refused where they stand nowhere, or in several places."""
    most = Thread.LONGEST_QUOTATION
    refuse_unless(len(quoted.exact) <= most, _("Quote at most %(most)d characters.") % {"most": most})
    places = ReadableText(freeze(article)).places(quoted)
    refuse_unless(places, _("These words don't stand in the saved text. Save it first, or copy them from the page."))
    if len(places) > 1:
        words = _("These words stand in %(number)d places. Quote some words around them, too.")
        raise Refused(words % {"number": len(places)})
    return places[0].quotation
