"""Keep a file that somebody chose while the rest of its form is put right (docs/decisions/kept-files.md)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from .models import KeptFile

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_FILES = 3  # Of one person; the oldest goes. A form bounds the size of each.
LONGEST_NAME = 200  # Characters.


def keep(user: User, name: str, content: bytes, *, at: datetime) -> KeptFile:
    """Store the file for this user alone, under the hash of its content. Everybody's expired files go."""
    KeptFile.objects.expired(at=at).delete()
    token = hashlib.sha256(content).hexdigest()
    values = {"name": name[-LONGEST_NAME:], "content": content, "kept_at": at}
    kept, _is_new = KeptFile.objects.update_or_create(user=user, token=token, defaults=values)
    newest = KeptFile.objects.filter(user=user).order_by("-kept_at", "-pk").values_list("pk", flat=True)[:MOST_FILES]
    KeptFile.objects.filter(user=user).exclude(pk__in=list(newest)).delete()
    return kept


def find(user: User, token: str, *, at: datetime) -> KeptFile | None:
    """Return the user's own file, unless its time is over."""
    expired = KeptFile.objects.expired(at=at)
    return KeptFile.objects.filter(user=user, token=token.replace("\0", "")).exclude(pk__in=expired).first()


def discard(user: User, token: str) -> None:
    KeptFile.objects.filter(user=user, token=token).delete()
