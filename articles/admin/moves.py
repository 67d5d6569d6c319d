"""The buttons of an article: who may press each, what it asks, and the verb that it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import permissions, workflow
from ..forms import moves as forms
from ..models import Article, Edition


@dataclass(frozen=True)
class DeskMove:
    name: str
    label: str
    form: type[forms.MoveForm]
    may: Callable[[Any, Article], bool]
    act: Callable[..., Any]  # (article, *, by, **what the form gave)
    done: str
    is_button: bool = True  # Overriding is a link beside the check that blocks.


def _live(article):
    return Edition.objects.visible().filter(article=article).first()


def _waiting(article):
    return next((edition for edition in article.editions.all() if not edition.is_public()), None)


def _withdraw(article, **given):
    live = _live(article)
    if live is None:
        raise workflow.Refused("There is no page to withdraw.")
    workflow.withdraw(live, **given)


def _cancel(article, **given):
    waiting = _waiting(article)
    if waiting is None:
        raise workflow.Refused("No edition waits for its date.")
    workflow.cancel(waiting, **given)


MOVES = {
    move.name: move
    for move in [
        DeskMove(
            "submit", "Submit for review", forms.SubmitForm, permissions.may_submit, workflow.submit,
            "Submitted: a second person can approve it now.",
        ),
        DeskMove(
            "approve", "Approve", forms.ApproveForm, permissions.may_approve, workflow.approve,
            "Approved: a publisher can publish it now.",
        ),
        DeskMove(
            "send-back", "Send back", forms.SendBackForm, permissions.may_send_back, workflow.send_back,
            "Sent back to its writer.",
        ),
        DeskMove("publish", "Publish", forms.PublishForm, permissions.may_publish, workflow.publish, "Published."),
        DeskMove(
            "publish-alone", "Publish without a second person", forms.PublishAloneForm, permissions.may_publish_alone,
            workflow.publish_alone, "Published; the page says that its own author approved it.",
        ),
        DeskMove(
            "override", "Override a check", forms.OverrideForm, lambda user, _article: permissions.may_override(user),
            workflow.override, "The check no longer blocks, until the day you set.", is_button=False,
        ),
        DeskMove(
            "cancel", "Cancel the waiting edition", forms.MoveForm,
            lambda user, article: permissions.may_withdraw(user) and _waiting(article) is not None,
            _cancel, "Cancelled: it will not be published.",
        ),
        DeskMove(
            "withdraw", "Withdraw the page", forms.WithdrawForm,
            lambda user, article: permissions.may_withdraw(user) and _live(article) is not None,
            _withdraw, "Withdrawn: the page's address shows the reason.",
        ),
    ]
}  # fmt: skip


def buttons_for(user, article) -> list[DeskMove]:
    return [move for move in MOVES.values() if move.is_button and move.may(user, article)]
