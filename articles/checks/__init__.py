"""The checks at publication: small functions on a frozen document, grouped by the standard they come from."""

from . import attestations, attribution, language, pictures, safety, treatment_choice, wording  # noqa: F401 (each registers its checks)
from .context import context_at, context_for
from .findings import CHECKS, Check, Context, Finding, Level

__all__ = ["CHECKS", "Check", "Context", "Finding", "Level", "context_at", "context_for", "review"]


def review(document, context: Context) -> list[Finding]:
    """All findings: what blocks first, then warnings, then what a person must confirm."""
    findings = [finding for check in CHECKS.values() for finding in check.run(document, context)]
    order = list(Level)
    return sorted(findings, key=lambda finding: order.index(finding.level))
