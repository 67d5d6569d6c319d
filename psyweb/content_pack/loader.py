"""Write a pack into the database, in one transaction. Only what the pack itself gave is ever written over."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.models import Picture
from articles.permissions import CONTENT_PACK_USERNAME

from .article_loader import load_articles
from .pack import Pack, PackedPicture
from .register_loader import load_help_lines, load_index, load_notices, load_polls, load_topics
from .summary import Outcome, Summary


@transaction.atomic
def load(
    pack: Pack, *, at: datetime | None = None, on_line: Callable[[str, str], None] = lambda *_line: None
) -> Summary:
    """Raises PackRefused when an edition does not pass the blocking checks; then nothing was written."""
    at = at or timezone.now()
    summary = Summary(on_line=on_line)
    load_topics(pack, summary)
    load_help_lines(pack, summary)
    load_notices(pack, summary)
    pictures = {name: stored_picture(packed, summary) for name, packed in pack.pictures.items()}
    load_polls(pack, summary, at=at)  # Before the articles, whose checks ask for their polls.
    load_articles(pack, pictures, content_pack_user(), summary, at=at)
    load_index(pack, summary)
    return summary


def content_pack_user() -> User:
    """Publishes what a pack holds. Without a password that could match, it cannot log in."""
    user, _ = User.objects.get_or_create(
        username=CONTENT_PACK_USERNAME, defaults={"password": make_password(None), "first_name": "content pack"}
    )
    return user


def stored_picture(packed: PackedPicture, summary: Summary) -> Picture:
    """Store a drawing once, by its content. A lost file is put back."""
    digest = hashlib.sha256(packed.data).hexdigest()
    name = f"pictures/{digest}.svg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(packed.data))
    rights = packed.rights.model_dump(include={"alt", "credit", "licence", "note"})
    size = {"width": packed.width, "height": packed.height}
    picture, is_new = Picture.objects.get_or_create(
        sha256=digest, defaults={"file": name, "is_decorative": packed.rights.decorative, **size, **rights}
    )
    summary.add("pictures", packed.rights.file, Outcome.CREATED if is_new else Outcome.KEPT)
    return picture
