"""Store on the server what somebody typed and did not save, in case the session ends or the browser crashes."""

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

MAX_CHARACTERS = 1_000_000  # Of all fields together.
# Fields that are not user input; neither are those whose name begins with an underscore, such as buttons.
NOT_TYPED = {"csrfmiddlewaretoken"}
# Field of a form that shows restored text: this submission must not save it.
RESTORED_FOR_REVIEW = "_only_shown"
BACK_IN_THE_FORM = _("Your text is back in the form. It is not saved yet: look it over and save.")
# The row that a form changes, or, for a new row, its class.
Row: TypeAlias = Model | type[Model]


def typed_in(data: QueryDict) -> list[list[str]]:
    """Return the user's input as [[name, value], …], in the order of the form.

    PostgreSQL can't store NUL, which no keyboard types: it becomes U+FFFD, the replacement character.
    """
    return [
        [name, value.replace("\x00", "\ufffd")]
        for name, values in data.lists()
        for value in values
        if name not in NOT_TYPED and not name.startswith("_")
    ]


def as_form_data(typed: Iterable[Iterable[str]]) -> QueryDict:
    """Return stored input as the data of a form: the inverse of `typed_in`."""
    data = QueryDict(mutable=True)
    for name, value in typed:
        data.appendlist(name, value)
    return data


class KeptElsewhere(Exception):  # noqa: N818
    """Another tab, or an earlier day, stored text that this form has not shown."""


class TooLong(Exception):  # noqa: N818
    """The input is longer than MAX_CHARACTERS."""


def keep(user: User, row: Row, data: QueryDict, *, known: str, at: datetime | None = None) -> Autosave:
    """Store the form's input in place of the last autosave, which must be the one that the form knows.

    `known`: the `mark` of that autosave, "" for none. Also deletes expired autosaves of all users. Raises TooLong, and
    KeptElsewhere where the last autosave is another one and its text differs.
    """
    at = at or timezone.now()
    typed = typed_in(data)
    if sum(len(value) for _name, value in typed) > MAX_CHARACTERS:
        raise TooLong
    last = Autosave.objects.of(user, row).first()
    if last and last.mark != known and last.typed != typed:
        raise KeptElsewhere
    return _store(user, row, typed, at)


def keep_refused(user: User, row: Row, data: QueryDict) -> None:
    """Store input whose save met a conflict. It replaces any autosave, because it is the newest input."""
    _store(user, row, typed_in(data), timezone.now())


def _store(user: User, row: Row, typed: list[list[str]], at: datetime) -> Autosave:
    Autosave.objects.expired(at=at).delete()
    place = place_of(row)
    made, _is_new = Autosave.objects.update_or_create(
        user=user, model=place["model"], row=place["row"], defaults={"typed": typed, "kept_at": at}
    )
    return made


def discard(user: User, row: Row) -> None:
    """Delete the user's autosave of this form, if there is one."""
    Autosave.objects.of(user, row).delete()
