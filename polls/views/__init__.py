"""Answer the public requests of polls."""

from .ledger_json import ledger_json
from .pages import archive, detail, embed, ledger, results_json
from .vote import vote

__all__ = ["archive", "detail", "embed", "ledger", "ledger_json", "results_json", "vote"]
