from .pages import archive, detail, embed, ledger, results_json
from .vote import vote

__all__ = ["archive", "detail", "embed", "ledger", "results_json", "vote"]
