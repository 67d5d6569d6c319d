"""Register the kinds of notifications.

The apps call this from their `AppConfig.ready`, so that the desk imports no app.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from ..models import Frequency, Notification

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _stored_link(row: Notification) -> str:
    return row.link


@dataclass(frozen=True)
class Kind:
    """Describe one kind of notification."""

    name: str
    title: str | Promise  # In the profile.
    sentence: str | Promise  # In list and mail; takes %(subject)s.
    rights: tuple[str, ...] = ()  # Whoever has one of them chooses in the profile how often. Empty: nobody chooses.
    default: Frequency = Frequency.AT_ONCE
    link: Callable[[Notification], str] = _stored_link  # Path in the mail, made when it is sent.

    def concerns(self, user: User) -> bool:
        return any(user.has_perm(right) for right in self.rights)


KINDS: dict[str, Kind] = {}


def register_kinds(*kinds: Kind) -> None:
    """Add kinds, in the order in which the profile shows them."""
    KINDS.update({kind.name: kind for kind in kinds})


def in_words(row: Notification) -> str:
    """The notification as a sentence; the title alone where its kind is no longer registered."""
    kind = KINDS.get(row.kind)
    return str(kind.sentence) % {"subject": row.subject} if kind else row.subject
