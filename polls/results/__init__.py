"""Compute and present the totals and shares of polls."""

from .figures import (
    Figures,
    Results,
    as_json,
    for_export,
    method,
    of,
    points,
    shares,
    summaries,
)

__all__ = [
    "Figures",
    "Results",
    "as_json",
    "for_export",
    "method",
    "of",
    "points",
    "shares",
    "summaries",
]
