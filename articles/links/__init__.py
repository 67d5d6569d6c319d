"""Do the addresses that pages name still answer? Gather them, ask them politely, keep what they said."""

from .asking import Asker
from .checking import check_all

__all__ = ["Asker", "check_all"]
