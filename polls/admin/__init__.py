from .polls import PollAdmin
from .records import CountAdmin, ExportLogAdmin

__all__ = ["CountAdmin", "ExportLogAdmin", "PollAdmin"]
