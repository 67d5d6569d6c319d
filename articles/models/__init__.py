"""Define the tables of articles, with their constraints and querysets. One module for each thing editors manage."""

from .articles import Article, Aspect, Move, Override, Section, Seen, Source, SourceKind, Status, Version
from .comments import Comment, Thread
from .editions import ChangeClass, Edition
from .glossary import GlossaryWord
from .helpful_answers import HelpfulAnswer
from .helplines import HelpLine, HelpLineKind, WarningSigns
from .listings import Listing
from .medicines import Medicine, MedicineClass, TradeName
from .notices import Notice, NoticeKind
from .own_words import OwnWords
from .pack import PackItem
from .pictures import Picture
from .previews import PreviewLink
from .reports import MistakeReport, ReportState
from .revision import ContentRevision
from .search import SearchPage, SearchTerm, SearchWord
from .signatures import Signature, SignatureVoid
from .statements import Statement, StatementSignature, StatementVersion
from .topics import IndexTerm, Placement, Topic
from .upkeep import LinkCheck, LinkState

__all__ = [
    "Article",
    "Aspect",
    "ChangeClass",
    "Comment",
    "ContentRevision",
    "Edition",
    "GlossaryWord",
    "HelpLine",
    "HelpLineKind",
    "HelpfulAnswer",
    "IndexTerm",
    "LinkCheck",
    "LinkState",
    "Listing",
    "Medicine",
    "MedicineClass",
    "MistakeReport",
    "Move",
    "Notice",
    "NoticeKind",
    "Override",
    "OwnWords",
    "PackItem",
    "Picture",
    "Placement",
    "PreviewLink",
    "ReportState",
    "SearchPage",
    "SearchTerm",
    "SearchWord",
    "Section",
    "Seen",
    "Signature",
    "SignatureVoid",
    "Source",
    "SourceKind",
    "Statement",
    "StatementSignature",
    "StatementVersion",
    "Status",
    "Thread",
    "Topic",
    "TradeName",
    "Version",
    "WarningSigns",
]
