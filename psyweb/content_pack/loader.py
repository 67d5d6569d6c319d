"""Write a pack into the database in one transaction. It overwrites only what an earlier pack wrote."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Picture
from articles.models.pictures import name_by
from articles.permissions import CONTENT_PACK_USERNAME

from .article_loader import load_articles
from .faults import Fault, PackRefused
from .medicine_loader import load_medicines
from .pack import Pack, PackedPicture
from .register_loader import load_help_lines, load_index, load_notices, load_polls, load_statements, load_topics
from .summary import Outcome, Summary


@transaction.atomic
def load(
    pack: Pack, *, at: datetime | None = None, on_line: Callable[[str, str], None] = lambda *_line: None
) -> Summary:
    """Return what was done to each item of the pack; `on_line` gets (kind, name) of each as it is done.

    Raises PackRefused when an edition does not pass the blocking checks. Then nothing is written.
    """
    at = at or timezone.now()
    summary = Summary(on_line=on_line)
    load_topics(pack, summary)
    load_help_lines(pack, summary)
    load_notices(pack, summary)
    load_medicines(pack.medicines, summary)  # Before the articles: checks ask for their names.
    pictures = {name: store_picture(packed, summary) for name, packed in pack.pictures.items()}
    user = content_pack_user()
    load_polls(pack, user, summary, at=at)  # Before the articles: a check requires that their polls exist.
    load_statements(pack, user, summary, at=at)  # Before the articles, which carry them.
    load_articles(pack, pictures, user, summary, at=at)
    load_index(pack, summary)
    return summary


def content_pack_user() -> User:
    """Return the user who publishes what a pack holds. It has an unusable password, so nobody can log in as it."""
    user, _is_new = User.objects.get_or_create(
        username=CONTENT_PACK_USERNAME, defaults={"password": make_password(None), "first_name": "content pack"}
    )
    return user


def store_picture(packed: PackedPicture, summary: Summary) -> Picture:
    """Return the picture with this content. Creates its row and its file where they are missing."""
    digest = hashlib.sha256(packed.data).hexdigest()
    name = f"pictures/{digest}.svg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(packed.data))
    rights = packed.rights.model_dump(include={"alt", "credit", "licence", "note"})
    size = {"width": packed.width, "height": packed.height}
    _release(packed.rights.name, digest, packed.rights.file)
    defaults = {"file": name, "name": packed.rights.name, "is_decorative": packed.rights.decorative, **size, **rights}
    picture, is_new = Picture.objects.get_or_create(sha256=digest, defaults=defaults)
    if picture.name == name_by(digest):  # Stored before pictures had names.
        picture.name = packed.rights.name
        picture.save(update_fields=["name"])
    summary.add("pictures", packed.rights.file, Outcome.CREATED if is_new else Outcome.KEPT)
    return picture


def _release(name: str, digest: str, file: str) -> None:
    """Free the short name of a drawing that the pack draws anew. An upload of the desk keeps its name: a refusal."""
    other = Picture.objects.filter(name=name).exclude(sha256=digest).first()
    if other is None:
        return
    if not other.file.name.endswith(".svg"):
        words = _("Another picture of the library has the short name “%(name)s” already.")
        raise PackRefused([Fault(f"images/{file}", 1, words % {"name": name})])
    other.name = name_by(other.sha256)
    other.save(update_fields=["name"])
