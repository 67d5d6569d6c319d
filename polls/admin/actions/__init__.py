"""Define the actions on a poll in the admin: each has a form, a permission and the verb that it calls."""

from django.contrib.auth.models import AnonymousUser, User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...models import Poll
from .action import Action
from .closing import ACTIONS as CLOSING
from .counts import ACTIONS as COUNTS
from .opening import ACTIONS as OPENING
from .wording import ACTIONS as WORDING

ACTIONS = {action.name: action for action in (*OPENING, *COUNTS, *WORDING, *CLOSING)}
GROUPS = [(_("The draft"), OPENING), (_("Votes and counts"), COUNTS), (_("Words"), WORDING), (_("Its end"), CLOSING)]


def offered(poll: Poll, user: User | AnonymousUser) -> list[tuple[str | Promise, list[Action]]]:
    """(heading, actions) for the actions that this user may run on the poll in its present state."""
    groups = (
        (heading, [action for action in actions if action.may(user) and action.fits_now(poll)])
        for heading, actions in GROUPS
    )
    return [(heading, actions) for heading, actions in groups if actions]


__all__ = ["ACTIONS", "Action", "offered"]
