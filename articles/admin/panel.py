"""What the change form says about the saved working copy: where it stands, what the checks find, what can be done."""

from dataclasses import dataclass, field

from django.utils import timezone

from .. import permissions, quality
from ..documents import freeze
from ..models import Article, Edition, Move, Override, Version
from ..quality import Finding, Level
from .moves import DeskMove, buttons_for

RECENT = 8


@dataclass
class Group:
    level: str
    title: str
    findings: list[Finding] = field(default_factory=list)


TITLES = {
    Level.BLOCK: "Must be settled before publication",
    Level.WARN: "Worth another look",
    Level.ATTEST: "To be confirmed by you at publication",
}


@dataclass
class Panel:
    article: Article
    live: Edition | None
    waiting: Edition | None
    latest: Version | None
    groups: list[Group]
    overrides: dict[str, Override]
    moves: list[DeskMove]
    may_override: bool
    history: list[Move]

    @property
    def is_ready(self) -> bool:
        """Nothing blocks that is not overridden."""
        return all(finding.check in self.overrides for finding in self.groups[0].findings)


def panel(article: Article, user) -> Panel:
    now = timezone.now()
    found = quality.review(freeze(article), quality.context_at(now))
    return Panel(
        article=article,
        live=Edition.objects.visible(at=now).filter(article=article).first(),
        waiting=article.editions.filter(publish_at__gt=now).first(),
        latest=article.versions.order_by("-number").select_related("saved_by").first(),
        groups=[
            Group(level.value, title, [finding for finding in found if finding.level == level])
            for level, title in TITLES.items()
        ],
        overrides={made.check_name: made for made in article.overrides.valid(on=now.date())},
        moves=buttons_for(user, article),
        may_override=permissions.may_override(user),
        history=list(article.moves.select_related("by")[:RECENT]),
    )
