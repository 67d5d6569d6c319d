"""The moves of an article, one verb each. Each asks permissions.py, refuses in plain words, and writes history."""

from .moves import Conflict, Refused
from .preview_links import LONGEST_PREVIEW, revoke_preview, share_preview
from .publication import cancel, publish, publish_alone, publish_loaded, withdraw
from .review import LONGEST_OVERRIDE, approve, override, reopen, send_back, submit
from .signing import sign
from .versions import keep_version, restore, save_version

__all__ = [
    "LONGEST_OVERRIDE",
    "LONGEST_PREVIEW",
    "Conflict",
    "Refused",
    "approve",
    "cancel",
    "keep_version",
    "override",
    "publish",
    "publish_alone",
    "publish_loaded",
    "reopen",
    "restore",
    "revoke_preview",
    "save_version",
    "send_back",
    "share_preview",
    "sign",
    "submit",
    "withdraw",
]
