from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_NOW = _("That is not possible with this poll as it is now.")


class PollForm(forms.Form):
    """A form about one poll."""

    def __init__(self, *args, poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.poll = poll


class ReasonForm(PollForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Shown to the public."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.put_reason_last()

    def put_reason_last(self):
        self.order_fields([name for name in self.fields if name != "reason"])


@dataclass(frozen=True)
class Action:
    """`run(poll, form, by=person)` gives the words for the person who did it, or a file.

    `warning` is what stands on a page of its own, between the form and the verb, where nobody can go back. It shows
    what the verb would change: `preview(poll, form)`, which may raise Refused as the verb does.
    """

    name: str
    title: str | Promise
    explains: str | Promise
    form: type[PollForm]
    may: Callable[..., bool]
    run: Callable[..., str | HttpResponseBase]
    warning: str | Promise = ""
    preview: Callable[..., Sequence[object]] = lambda poll, form: ()
    fits: Callable[..., bool] = lambda poll: True
    unfit: str | Promise = NOT_NOW
