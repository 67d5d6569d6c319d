"""Write polls as drafts, open them, close them, and change their words.

`by` is the person who asks for the change; None stands for a command on the server, which needs no permission.
"""

from .closing import INHERITED, close, draft_successor, set_last_day, set_successor
from .drafts import discard_draft, refuse_opened, save_draft
from .opening import CarriedOver, create_poll, fingerprint, open_draft
from .wording import add_choice, hide_choice, reword

__all__ = [
    "INHERITED",
    "CarriedOver",
    "add_choice",
    "close",
    "create_poll",
    "discard_draft",
    "draft_successor",
    "fingerprint",
    "hide_choice",
    "open_draft",
    "refuse_opened",
    "reword",
    "save_draft",
    "set_last_day",
    "set_successor",
]
