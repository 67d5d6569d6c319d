"""The buttons of an article: who may press each, what it asks, and the verb that it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ... import permissions, publishing
from ...models import Article, Edition
from ..forms import moves as forms


@dataclass(frozen=True)
class DeskMove:
    name: str
    label: str | Promise
    form: type[forms.MoveForm]
    may: Callable[[Any, Article], bool]
    act: Callable[..., Any]  # (article, *, by, **what the form gave)
    done: str | Promise | Callable[[Any], str]  # Told after it; a callable is given what the verb gave back.
    is_button: bool = True  # Overriding is a link beside the check that blocks.

    @property
    def is_on_a_text(self) -> bool:
        """Who makes the move answers for the words, and is shown them first."""
        return issubclass(self.form, forms.ReadMoveForm)

    def done_words(self, made) -> str:
        return self.done(made) if callable(self.done) else str(self.done)


def _live(article):
    return Edition.objects.visible().filter(article=article).first()


def _waiting(article):
    return next((edition for edition in article.editions.all() if not edition.is_public()), None)


def _withdraw(article, **given):
    live = _live(article)
    if live is None:
        raise publishing.Refused(_("There is no page to withdraw."))
    publishing.withdraw(live, **given)
    return live


def _cancel(article, **given):
    waiting = _waiting(article)
    if waiting is None:
        raise publishing.Refused(_("No edition waits for its date."))
    publishing.cancel(waiting, **given)


def _published(edition):
    return _in_time(edition, _("Published."))


def _published_alone(edition):
    return _in_time(edition, _("Published; the page says that its own author approved it."))


def _in_time(edition, words):
    if edition.is_public():
        return str(words)
    return _("Approved and dated: readers see edition %(number)d from %(moment)s on.") % {
        "number": edition.number,
        "moment": _moment(edition.publish_at),
    }


def _withdrawn(edition):
    if edition.is_withdrawn():
        return _("Withdrawn: the page's address shows the reason.")
    return _("Dated: readers see the page until %(moment)s, then the reason.") % {
        "moment": _moment(edition.withdraw_at)
    }


def _moment(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


MOVES = {
    move.name: move
    for move in [
        DeskMove(
            "submit",
            _("Submit for review"),
            forms.SubmitForm,
            permissions.may_submit,
            publishing.submit,
            _("Submitted: a second person can approve it now."),
        ),
        DeskMove(
            "approve",
            _("Approve"),
            forms.ApproveForm,
            permissions.may_approve,
            publishing.approve,
            _("Approved: a publisher can publish it now."),
        ),
        # Its page is its own: articles/editing/article/signing.py.
        DeskMove("sign", _("Sign as a clinician"), forms.MoveForm, permissions.may_sign, publishing.sign, _("Signed.")),
        DeskMove(
            "reopen",
            _("Reopen for a new edition"),
            forms.MoveForm,
            permissions.may_reopen,
            publishing.reopen,
            _("A draft again: it can be checked, signed and published anew. Readers see no change until then."),
        ),
        DeskMove(
            "send-back",
            _("Send back"),
            forms.SendBackForm,
            permissions.may_send_back,
            publishing.send_back,
            _("Sent back to its writer."),
        ),
        DeskMove("publish", _("Publish"), forms.PublishForm, permissions.may_publish, publishing.publish, _published),
        DeskMove(
            "publish-alone",
            _("Publish without a second person"),
            forms.PublishAloneForm,
            permissions.may_publish_alone,
            publishing.publish_alone,
            _published_alone,
        ),
        DeskMove(
            "override",
            _("Override a check"),
            forms.OverrideForm,
            lambda user, _article: permissions.may_override(user),
            publishing.override,
            _("The check no longer blocks, until the day you set."),
            is_button=False,
        ),
        DeskMove(
            "cancel",
            _("Cancel the waiting edition"),
            forms.MoveForm,
            lambda user, article: permissions.may_withdraw(user) and _waiting(article) is not None,
            _cancel,
            _("Cancelled: it will not be published."),
        ),
        DeskMove(
            "withdraw",
            _("Withdraw the page"),
            forms.WithdrawForm,
            lambda user, article: permissions.may_withdraw(user) and _live(article) is not None,
            _withdraw,
            _withdrawn,
        ),
    ]
}


def buttons_for(user, article) -> list[DeskMove]:
    return [move for move in MOVES.values() if move.is_button and move.may(user, article)]
