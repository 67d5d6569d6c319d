"""Totals and shares of a poll, and how they are presented."""

from .figures import (
    FEWEST_FOR_SHARES,
    METHOD,
    ChoiceResult,
    Figures,
    Results,
    Summary,
    as_json,
    in_passing,
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
    "in_passing",
    "method",
    "of",
    "points",
    "shares",
    "summaries",
]
