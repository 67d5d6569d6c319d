"""Find what a clinician's signature vouches for in a text: numbers, doses, units, medicines, warnings.

Why these and no others: docs/decisions/clinical-signatures.md.
"""

from .compare import clinical_changes

__all__ = ["clinical_changes"]
