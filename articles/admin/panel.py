"""What the change form says about the saved working copy: where it stands, and what can be done."""

from dataclasses import dataclass

from django.utils import timezone

from ..models import Article, Edition, Move, Version
from .moves import DeskMove, buttons_for

RECENT = 8


@dataclass
class Panel:
    article: Article
    live: Edition | None
    waiting: Edition | None
    latest: Version | None
    moves: list[DeskMove]
    history: list[Move]


def panel(article: Article, user) -> Panel:
    now = timezone.now()
    return Panel(
        article=article,
        live=Edition.objects.visible(at=now).filter(article=article).first(),
        waiting=article.editions.filter(publish_at__gt=now).first(),
        latest=article.versions.order_by("-number").select_related("saved_by").first(),
        moves=buttons_for(user, article),
        history=list(article.moves.select_related("by")[:RECENT]),
    )
