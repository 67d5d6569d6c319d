"""What somebody typed and did not save, kept on the server: for an ended session or a browser that died."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Autosave, place_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 1_000_000  # Characters of all fields together.
# Of the form's machinery, not of what was typed. Names that begin with a stroke are its buttons.
NOT_TYPED = {"csrfmiddlewaretoken"}
# In the data of a form that is drawn with what was typed, and must not be saved yet.
ONLY_SHOWN = "_only_shown"
BACK_IN_THE_FORM = _("Your text is back in the form. It is not saved yet: look it over and save.")
# The row that a form changes, or the class of what it makes.
Row: TypeAlias = Model | type[Model]


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
    """More than a form can hold."""


def keep(user: User, row: Row, data: QueryDict, *, known: str, at: datetime | None = None) -> Autosave:
    """The newest replaces the last, which must be the one that the form knows of, by its mark ("" for none).

    What nobody asked for in time goes, whoever typed it.
    """
    at = at or timezone.now()
    typed = typed_in(data)
    if sum(len(value) for _name, value in typed) > LONGEST:
        raise TooLong
    last = Autosave.objects.of(user, row).first()
    if last and last.mark != known and last.typed != typed:
        raise KeptElsewhere
    return _store(user, row, typed, at)


def keep_refused(user: User, row: Row, data: QueryDict) -> None:
    """What was sent to be saved and met somebody else's save: it is the newest there is."""
    _store(user, row, typed_in(data), timezone.now())


def _store(user, row, typed, at):
    Autosave.objects.expired(at=at).delete()
    made, _is_new = Autosave.objects.update_or_create(
        user=user, **place_of(row), defaults={"typed": typed, "kept_at": at}
    )
    return made


def discard(user: User, row: Row) -> None:
    Autosave.objects.of(user, row).delete()
