"""Offer polls, their ledgers and the log of exports in the admin."""

from .polls import PollAdmin
from .records import CountAdmin, ExportLogAdmin

__all__ = ["CountAdmin", "ExportLogAdmin", "PollAdmin"]
