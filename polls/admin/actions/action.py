"""Describe an action on a poll and its form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...models import Poll

NOT_NOW = _("That is not possible with this poll as it is now.")


class PollForm(forms.Form):
    """A form about one poll, for one person."""

    def __init__(self, *args: Any, poll: Poll, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.user = user


class ReasonForm(PollForm):
    """A form that asks for a reason, which is published, as its last field."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Shown to the public."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put_reason_last()

    def put_reason_last(self) -> None:
        self.order_fields([name for name in self.fields if name != "reason"])


@dataclass(frozen=True)
class Action:
    """`run(poll, form, by=user)` calls the verb and returns a message for the user, or a response with a file.

    If there is a `warning`, a page of confirmation shows it between the form and the verb, with the changes that
    `preview(poll, form)` returns. Both callables may raise Refused. `may(user)` is the permission, and `fits(poll)`
    says whether the poll's state allows the action; otherwise the user reads `unfit`. Actions are for polls that were
    opened, or for drafts alone.
    """

    name: str
    title: str | Promise
    explains: str | Promise
    form: type[PollForm]
    may: Callable[..., bool]
    run: Callable[..., str | HttpResponseBase]
    warning: str | Promise = ""
    preview: Callable[..., Sequence[object]] = lambda poll, form: ()
    fits: Callable[[Poll], bool] = lambda poll: True
    unfit: str | Promise = NOT_NOW
    is_for_drafts: bool = False

    def fits_now(self, poll: Poll) -> bool:
        return self.is_for_drafts == poll.is_draft and self.fits(poll)
