"""Compute and present the totals and shares of polls."""

from .figures import (
    FEWEST_FOR_SHARES,
    METHOD,
    ChoiceResult,
    Figures,
    Results,
    Summary,
    as_json,
    for_export,
    method,
    of,
    points,
    shares,
    summaries,
)

__all__ = [
    "FEWEST_FOR_SHARES",
    "METHOD",
    "ChoiceResult",
    "Figures",
    "Results",
    "Summary",
    "as_json",
    "for_export",
    "method",
    "of",
    "points",
    "shares",
    "summaries",
]
