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
from .glossary import GlossaryWord
from .helplines import HelpLine, HelpLineKind, WarningSigns
from .notices import Notice, NoticeKind
from .pack import PackItem
from .pictures import Picture
from .scratches import Scratch
from .topics import IndexTerm, Placement, Topic

__all__ = [
    "Article",
    "Aspect",
    "ChangeClass",
    "Edition",
    "GlossaryWord",
    "HelpLine",
    "HelpLineKind",
    "IndexTerm",
    "Move",
    "Notice",
    "NoticeKind",
    "Override",
    "PackItem",
    "Picture",
    "Placement",
    "Scratch",
    "Section",
    "Seen",
    "Source",
    "SourceKind",
    "Status",
    "Topic",
    "Version",
    "WarningSigns",
]
