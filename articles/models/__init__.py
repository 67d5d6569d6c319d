"""What is true of a row, and which rows. One file for each thing that editors speak of."""

from .articles import Article, Move, Override, Section, Source, Status, Version
from .editions import ChangeClass, Edition
from .helplines import HelpLine, WarningSigns
from .notices import Notice
from .pictures import Picture
from .topics import IndexTerm, Placement, Topic

__all__ = [
    "Article",
    "ChangeClass",
    "Edition",
    "HelpLine",
    "IndexTerm",
    "Move",
    "Notice",
    "Override",
    "Picture",
    "Placement",
    "Section",
    "Source",
    "Status",
    "Topic",
    "Version",
    "WarningSigns",
]
