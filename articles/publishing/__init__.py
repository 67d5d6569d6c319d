"""Move articles through the workflow: save, review, sign, publish, withdraw. One function for each move.

Each move checks permissions.py, raises Refused with a text for the editor, and records a line of history.
"""

from .bulk import State, change_listed, state_of
from .comments import answer, comment_on, delete_comment, forget_settled, reopen_thread, settle
from .moves import Conflict, Refused
from .preview_links import LONGEST_PREVIEW, revoke_preview, share_preview
from .publication import cancel, publish, publish_alone, publish_loaded, withdraw
from .review import LONGEST_OVERRIDE, approve, confirm_words, override, reopen, send_back, submit
from .signing import sign
from .statements import approve_statement, publish_loaded_statement, sign_statement, submit_statement
from .versions import keep_version, restore, save_version

__all__ = [
    "LONGEST_OVERRIDE",
    "LONGEST_PREVIEW",
    "Conflict",
    "Refused",
    "State",
    "answer",
    "approve",
    "approve_statement",
    "cancel",
    "change_listed",
    "comment_on",
    "confirm_words",
    "delete_comment",
    "forget_settled",
    "keep_version",
    "override",
    "publish",
    "publish_alone",
    "publish_loaded",
    "publish_loaded_statement",
    "reopen",
    "reopen_thread",
    "restore",
    "revoke_preview",
    "save_version",
    "send_back",
    "settle",
    "share_preview",
    "sign",
    "sign_statement",
    "state_of",
    "submit",
    "submit_statement",
    "withdraw",
]
