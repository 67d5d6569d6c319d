"""Write a pack into the database, in one transaction. Only what the pack itself gave is ever written over."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.models import Picture
from articles.permissions import CONTENT_PACK_USERNAME

from .pack import Pack


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    KEPT = "kept"
    KEPT_CHANGED = "kept because an editor changed it"
    LEFT_OUT = "left out because an editor deleted it"
    KEPT_PUBLIC = "kept because it is public and never changes; give a new text a new number or date"


@dataclass
class Summary:
    """What happened to each thing: (kind, name, outcome)."""

    lines: list[tuple[str, str, Outcome]] = field(default_factory=list)
    on_line: Callable[[str, str], None] = lambda _kind, _name: None

    def add(self, kind: str, name: str, outcome: Outcome) -> None:
        self.lines.append((kind, name, outcome))
        self.on_line(kind, name)

    def count(self, kind: str, outcome: Outcome) -> int:
        return sum(1 for its_kind, _name, its_outcome in self.lines if (its_kind, its_outcome) == (kind, outcome))

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(kind for kind, _name, _outcome in self.lines))


@transaction.atomic
def load(
    pack: Pack, *, at: datetime | None = None, on_line: Callable[[str, str], None] = lambda *_line: None
) -> Summary:
    """Raises PackRefused when an edition does not pass the blocking checks; then nothing was written."""
    from . import load_articles, load_polls, load_registers

    at = at or timezone.now()
    summary = Summary(on_line=on_line)
    load_registers.load_topics(pack, summary)
    load_registers.load_help_lines(pack, summary)
    load_registers.load_notices(pack, summary)
    pictures = {name: stored_picture(packed, summary) for name, packed in pack.pictures.items()}
    load_polls.load_polls(pack, summary, at=at)  # Before the articles, whose checks ask for their polls.
    load_articles.load_articles(pack, pictures, content_pack_user(), summary, at=at)
    load_registers.load_index(pack, summary)
    return summary


def content_pack_user():
    """Publishes what a pack holds. Without a password that could match, it cannot log in."""
    user, _ = get_user_model().objects.get_or_create(
        username=CONTENT_PACK_USERNAME, defaults={"password": make_password(None), "first_name": "content pack"}
    )
    return user


def stored_picture(packed, summary):
    """By its content: the same drawing is one picture, and a lost file is put back."""
    digest = hashlib.sha256(packed.data).hexdigest()
    name = f"pictures/{digest}.svg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(packed.data))
    picture, is_new = Picture.objects.get_or_create(
        sha256=digest,
        defaults={
            "file": name,
            "width": packed.width,
            "height": packed.height,
            "alt": packed.rights.get("alt", ""),
            "is_decorative": packed.rights.get("decorative", False),
            "credit": packed.rights["credit"],
            "licence": packed.rights["licence"],
            "note": packed.rights.get("note", ""),
        },
    )
    summary.add("pictures", packed.file, Outcome.CREATED if is_new else Outcome.KEPT)
    return picture
