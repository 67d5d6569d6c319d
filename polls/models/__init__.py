"""Define the tables of the polls: ballots, counts, the log of exports, and the polls themselves."""

from .ballots import BallotBundle, Box, BoxKey, Mark, SealedBallot
from .counts import Count, Kind
from .exports import ExportLog
from .polls import Choice, Opening, Poll, State, Wording

__all__ = [
    "BallotBundle",
    "Box",
    "BoxKey",
    "Choice",
    "Count",
    "ExportLog",
    "Kind",
    "Mark",
    "Opening",
    "Poll",
    "SealedBallot",
    "State",
    "Wording",
]
