"""What people may do with a poll in the admin: each action is a form, who may use it, and the verb that it calls."""

from .action import Action
from .counts import ACTIONS as COUNTS
from .ends import ACTIONS as ENDS
from .words import ACTIONS as WORDS

ACTIONS = {action.name: action for action in (*COUNTS, *WORDS, *ENDS)}

__all__ = ["ACTIONS", "Action"]
