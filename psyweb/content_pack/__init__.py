"""A folder of Markdown and YAML: read whole, judged whole, and only then loaded, in one transaction."""

from .faults import Fault, PackRefused
from .load import Outcome, Summary, load
from .pack import Pack, read_pack

__all__ = ["Fault", "Outcome", "Pack", "PackRefused", "Summary", "load", "read_pack"]
