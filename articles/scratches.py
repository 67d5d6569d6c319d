"""What somebody typed and did not save, kept on the server: for an ended session or a browser that died."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils import timezone

from .models import Article, Scratch

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 1_000_000  # Characters of all fields together.
# Of the form's machinery, not of what was typed. Names that begin with a stroke are its buttons.
NOT_TYPED = {"csrfmiddlewaretoken"}


def typed_in(data: QueryDict) -> list[list[str]]:
    """PostgreSQL stores no NUL, which no keyboard types: it is shown as the sign for “not a character”."""
    return [
        [name, value.replace("\x00", "\ufffd")]
        for name, values in data.lists()
        for value in values
        if name not in NOT_TYPED and not name.startswith("_")
    ]


def as_form_data(typed: Iterable[Iterable[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in typed:
        data.appendlist(name, value)
    return data


class KeptElsewhere(Exception):  # noqa: N818
    """Another tab, or an earlier day, kept a text that whoever types here has not seen."""


class TooLong(Exception):  # noqa: N818
    """More than an article can hold."""


def keep(user: User, article: Article | None, data: QueryDict, *, known: str, at: datetime | None = None) -> Scratch:
    """The newest replaces the last, which must be the one that the form knows of, by its mark ("" for none).

    What nobody asked for in time goes, whoever typed it.
    """
    at = at or timezone.now()
    typed = typed_in(data)
    if sum(len(value) for _name, value in typed) > LONGEST:
        raise TooLong
    last = Scratch.objects.of(user, article).first()
    if last and last.mark != known and last.typed != typed:
        raise KeptElsewhere
    return _store(user, article, typed, at)


def keep_refused(user: User, article: Article, data: QueryDict) -> None:
    """What was sent to be saved and met somebody else's save: it is the newest there is."""
    _store(user, article, typed_in(data), timezone.now())


def _store(user, article, typed, at):
    Scratch.objects.expired(at=at).delete()
    made, _ = Scratch.objects.update_or_create(user=user, article=article, defaults={"typed": typed, "kept_at": at})
    return made


def discard(user: User, article: Article | None) -> None:
    Scratch.objects.of(user, article).delete()
