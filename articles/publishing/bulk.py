"""Change one article of many that a person chose in the list: its owner, its topics or its review date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..models import Article
from .moves import record, refuse_unless
from .versions import keep_version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State: TypeAlias = tuple[int, int | None]


def state_of(article: Article) -> State:
    """What a person saw of the article: the number of its newest version, and its owner, whom no version holds."""
    latest = article.versions.newest()
    return (latest.number if latest else 0, article.owner_id)


@transaction.atomic
def change_listed(
    article: Article, change: Callable[[Article], str], *, by: User, opened: State, at: datetime | None = None
) -> bool:
    """Apply `change`, which writes and says in words what it wrote, "" for nothing. Return whether it wrote.

    Raises Refused where the person may not edit the article, or where it isn't as they saw it (`opened`) any more.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    refuse_unless(permissions.may_edit(by, stored), _("It has another owner."))
    refuse_unless(state_of(stored) == opened, _("Somebody changed it meanwhile."))
    words = change(stored)
    if words:
        keep_version(stored, by=by, expected=opened[0], at=at)
        record(stored, "changed in the list", by=by, note=words, at=at)
    return bool(words)
