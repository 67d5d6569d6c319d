"""Do the addresses that pages name still answer? Gather them, ask them politely, keep what they said."""

from .checking import check_all
from .requests import Asker

__all__ = ["Asker", "check_all"]
