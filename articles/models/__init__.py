"""What is true of a row, and which rows. One file for each thing that editors speak of."""

from .articles import (
    Article,
    Aspect,
    Move,
    Override,
    Section,
    Seen,
    Source,
    SourceKind,
    Status,
    Version,
)
from .editions import ChangeClass, Edition
from .helplines import HelpLine, HelpLineKind, WarningSigns
from .notices import Notice, NoticeKind
from .pack import PackItem
from .pictures import Picture
from .reports import MistakeReport, ReportState
from .topics import IndexTerm, Placement, Topic

__all__ = [
    "Article",
    "Aspect",
    "ChangeClass",
    "Edition",
    "HelpLine",
    "HelpLineKind",
    "IndexTerm",
    "MistakeReport",
    "Move",
    "Notice",
    "NoticeKind",
    "Override",
    "PackItem",
    "Picture",
    "Placement",
    "ReportState",
    "Section",
    "Seen",
    "Source",
    "SourceKind",
    "Status",
    "Topic",
    "Version",
    "WarningSigns",
]
