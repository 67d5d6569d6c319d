"""Prepare the panels around an article's text.

Its status with its editions and the moves that are possible; and the threads of comments on its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch
from django.utils import timezone

from desk.staff import name_of, staff_with

from ... import permissions
from ...comparison.quotation import Quotation, ReadableText
from ...documents import freeze
from ...models import Article, Comment, Edition, Move, Thread, Version
from ...models.comments import KEPT_AFTER_SETTLED
from ...publishing import status_label
from ...publishing.notifications import SEE
from .checklist import FIELD_OF_PART
from .moves import DeskMove, buttons_for

RECENT = 8


@dataclass
class Panel:
    """The status of an article. `live` and `withdrawn` are never both set; `history` holds the newest moves."""

    article: Article
    live: Edition | None
    withdrawn: Edition | None
    waiting: Edition | None
    latest: Version | None
    moves: list[DeskMove]
    history: list[Move]

    @property
    def state(self) -> str:
        return status_label.in_words(
            self.article, is_waiting=self.waiting is not None, is_withdrawn=self.withdrawn is not None
        )


def panel(article: Article, user: User) -> Panel:
    """The panel for the user, who sees the buttons that they may press."""
    now = timezone.now()
    newest = Edition.objects.live(at=now).filter(article=article).first()
    is_withdrawn = newest is not None and newest.is_withdrawn(at=now)
    return Panel(
        article=article,
        live=None if is_withdrawn else newest,
        withdrawn=newest if is_withdrawn else None,
        waiting=article.editions.waiting(at=now).first(),
        latest=article.versions.select_related("saved_by").newest(),
        moves=buttons_for(user, article),
        history=list(article.moves.select_related("by")[:RECENT]),
    )


@dataclass(frozen=True)
class ShownThread:
    """A thread as one person sees it. `place` is the id of the form's field that has its words, or ""."""

    thread: Thread
    comments: list[tuple[Comment, bool]]  # Whether the person may delete it.
    place: str
    is_there: bool
    may_settle: bool

    @property
    def name(self) -> str:
        """Its id on the page."""
        return f"thread-{self.thread.pk}"


@dataclass
class Threads:
    """All threads of an article, the settled ones apart, and what was typed and refused."""

    article: Article
    open: list[ShownThread]
    settled: list[ShownThread]
    people: list[tuple[int, str]]
    touched: str = ""  # Name of the thread that was written to, or "new".
    said: str = ""
    faults: list[str] | None = None
    typed: Any = None
    kept_for: int = KEPT_AFTER_SETTLED.days


def threads_of(article: Article, user: User | AnonymousUser, *, at: datetime, **written: Any) -> Threads:
    """The threads as the user sees them. Four queries; where words are quoted, those of `freeze` too."""
    written_by = Comment.objects.select_related("by", "mentions")
    found = article.threads.select_related("settled_by").prefetch_related(Prefetch("comments", written_by))
    threads = [one for one in found if one.settled_at is None or at - one.settled_at <= KEPT_AFTER_SETTLED]
    text = ReadableText(freeze(article)) if any(one.exact for one in threads) else None
    shown = [_shown(one, text, user) for one in threads]
    return Threads(
        article=article,
        open=[one for one in shown if one.thread.settled_at is None],
        settled=[one for one in shown if one.thread.settled_at],
        people=sorted(((one.pk, name_of(one)) for one in staff_with(SEE)), key=lambda person: person[1]),
        **written,
    )


def _shown(thread: Thread, text: ReadableText | None, user: User | AnonymousUser) -> ShownThread:
    places = text.places(Quotation(thread.exact, thread.prefix, thread.suffix)) if text and thread.exact else []
    part = places[0].part if places else ""
    place = f"id_sections-{part}-body" if isinstance(part, int) else FIELD_OF_PART.get(part, "")
    comments = [(one, permissions.may_delete_comment(user, one)) for one in thread.comments.all()]
    is_there = bool(places) or not thread.exact
    return ShownThread(thread, comments, place, is_there, permissions.may_settle(user, thread))
