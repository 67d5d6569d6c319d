"""What people may do with a poll in the admin: each action is a form, who may use it, and the verb that it calls."""

from django.utils.translation import gettext_lazy as _

from .action import Action
from .closing import ACTIONS as ENDS
from .counts import ACTIONS as COUNTS
from .wording import ACTIONS as WORDS

ACTIONS = {action.name: action for action in (*COUNTS, *WORDS, *ENDS)}
GROUPS = [(_("Votes and counts"), COUNTS), (_("Words"), WORDS), (_("Its end"), ENDS)]


def offered(poll, user):
    """(heading, actions) of what this person may do with the poll as it is."""
    groups = (
        (heading, [action for action in actions if action.may(user) and action.fits(poll)])
        for heading, actions in GROUPS
    )
    return [(heading, actions) for heading, actions in groups if actions]


__all__ = ["ACTIONS", "Action", "offered"]
