"""The moves of an article, one verb each. Each asks permissions.py, refuses in plain words, and writes history."""

from .moves import Conflict, Refused
from .publication import cancel, publish, publish_alone, publish_loaded, withdraw
from .review import LONGEST_OVERRIDE, approve, override, send_back, submit
from .versions import keep_mine, restore, save_version

__all__ = [
    "LONGEST_OVERRIDE",
    "Conflict",
    "Refused",
    "approve",
    "cancel",
    "keep_mine",
    "override",
    "publish",
    "publish_alone",
    "publish_loaded",
    "restore",
    "save_version",
    "send_back",
    "submit",
    "withdraw",
]
