"""Define the workflow buttons of an article: who may press each, what it asks, and the verb that it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ... import permissions, publishing
from ...models import Article, Edition
from ..forms import moves as forms


@dataclass(frozen=True)
class DeskMove:
    """A step of the workflow as a button and a form."""

    name: str
    label: str | Promise
    form: type[forms.MoveForm]
    may: Callable[[Any, Article], bool]
    act: Callable[..., Any]  # (article, *, by, **the form's cleaned data)
    done: str | Promise | Callable[[Any], str]  # The message after it; a callable takes the verb's result.
    is_button: bool = True  # False for a link beside the check that blocks.
    saves_first: bool = False  # It stands beside “Save”, and acts on the text as it is then.

    @property
    def is_on_a_text(self) -> bool:
        """Whether the move is a decision on the text, so that its page shows the text first."""
        return issubclass(self.form, forms.ReadMoveForm)

    def done_words(self, made: Any) -> str:
        """The message after the move. `made` is the verb's result."""
        return self.done(made) if callable(self.done) else str(self.done)


def _live(article: Article) -> Edition | None:
    return Edition.objects.visible().filter(article=article).first()


def _withdraw(article: Article, **given: Any) -> Edition:
    live = _live(article)
    if live is None:
        raise publishing.Refused(_("There is no page to withdraw."))
    publishing.withdraw(live, **given)
    return live


def _cancel(article: Article, **given: Any) -> int:
    waiting = article.editions.waiting().first()
    if waiting is None:
        raise publishing.Refused(_("No edition waits for its date."))
    publishing.cancel(waiting, **given)
    return waiting.number


def _published(edition: Edition) -> str:
    return _in_time(edition, _("Published."))


def _published_alone(edition: Edition) -> str:
    return _in_time(edition, _("Published; the page says that its own author approved it."))


def _in_time(edition: Edition, words: str | Promise) -> str:
    if edition.is_public():
        return str(words)
    return str(
        _("Approved and dated: readers see edition %(number)d from %(moment)s on.")
        % {
            "number": edition.number,
            "moment": forms.moment_in_words(edition.publish_at),
        }
    )


def _withdrawn(edition: Edition) -> str:
    if edition.is_withdrawn():
        return str(_("Withdrawn: the page's address shows the reason."))
    return str(
        _("Dated: readers see the page until %(moment)s, then the reason.")
        % {"moment": forms.moment_in_words(edition.withdraw_at)}
    )


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
            saves_first=True,
        ),
        DeskMove(
            "approve",
            _("Approve"),
            forms.ApproveForm,
            permissions.may_approve,
            publishing.approve,
            _("Approved: a publisher can publish it now."),
        ),
        # It has a page of its own: articles/editing/article/signing.py.
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
            "own-words",
            _("These words say it"),
            forms.OwnWordsForm,
            lambda user, _article: permissions.may_confirm_words(user),
            publishing.confirm_words,
            _("Kept: it counts while this very sentence stands in the text, and the page shows your name with it."),
            is_button=False,
        ),
        DeskMove(
            "cancel",
            _("Cancel the waiting edition"),
            forms.CancelForm,
            lambda user, article: permissions.may_withdraw(user) and article.editions.waiting().exists(),
            _cancel,
            lambda number: _("Cancelled: edition %(number)d will not be published.") % {"number": number},
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


def buttons_for(user: User, article: Article) -> list[DeskMove]:
    """The moves that the user may make now, in the order of the workflow."""
    return [move for move in MOVES.values() if move.is_button and move.may(user, article)]
