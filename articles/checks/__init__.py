"""Check a frozen document before publication. One module for each group of standards, one function for each check."""

from ..documents import Document
from . import attestations, attribution, language, references, safety, treatment_choice, wording  # noqa: F401 (each registers its checks)
from .context import context_at, context_for
from .findings import CHECKS, Check, Context, Finding, Level

__all__ = ["CHECKS", "Check", "Context", "Finding", "Level", "context_at", "context_for", "review"]


def review(document: Document, context: Context) -> list[Finding]:
    """Run all checks. Findings are sorted by level: BLOCK, WARN, ATTEST."""
    findings = [finding for check in CHECKS.values() for finding in check.run(document, context)]
    order = list(Level)
    return sorted(findings, key=lambda finding: order.index(finding.level))
