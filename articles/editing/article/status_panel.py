"""Prepare the panel above the change form: the article's status, its editions, and the moves that are possible."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from ...models import Article, Edition, Move, Version
from ...publishing import status_label
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
