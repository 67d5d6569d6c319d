"""Open polls, close them, open their successors, and change their words.

`by` is the person who asks for the change; None stands for a command on the server, which needs no permission.
"""

from .closing import INHERITED, close, open_successor, set_last_day, set_successor
from .guards import MAX_AHEAD
from .opening import CarriedOver, create_poll
from .wording import add_choice, hide_choice, reword

__all__ = [
    "INHERITED",
    "MAX_AHEAD",
    "CarriedOver",
    "add_choice",
    "close",
    "create_poll",
    "hide_choice",
    "open_successor",
    "reword",
    "set_last_day",
    "set_successor",
]
