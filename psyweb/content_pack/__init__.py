"""Read a folder of Markdown and YAML, validate it as a whole, and load it in one transaction or not at all."""

from .faults import Fault, PackRefused
from .loader import load
from .medicine_loader import load_medicines
from .pack import Pack, read_pack
from .summary import Outcome, Summary

__all__ = ["Fault", "Outcome", "Pack", "PackRefused", "Summary", "load", "load_medicines", "read_pack"]
