"""Prepare the public page of a statement: the text in force, its sources, who answers for it, all earlier versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..comparison.diff import Paragraph, compare_paragraphs
from ..markdown import rendering
from ..models import Statement, StatementVersion
from ..permissions import CONTENT_PACK_USERNAME
from ..publishing.edition_content import numbered
from ..publishing.moves import public_name
from ..statements.drawing import html_alone
from ..statements.in_force import Statements, in_force
from .live.state import PublicState


@dataclass
class ShownVersion:
    """A version of a statement as its page shows it, and the one before it."""

    version: StatementVersion
    before: StatementVersion | None

    @cached_property
    def _rendered(self) -> tuple[SafeString, list[dict[str, Any]]]:
        citations = rendering.Citations(source["key"] for source in self.version.sources)
        return rendering.article_html(self.version.body, citations), numbered(self.version.sources, citations)

    @property
    def html(self) -> SafeString:
        return self._rendered[0]

    @property
    def html_alone(self) -> SafeString:
        """Without citations, which would lead to the sources of the version in force."""
        return html_alone(self.version.body)

    @property
    def sources(self) -> list[dict[str, Any]]:
        return self._rendered[1]

    @property
    def approval(self) -> str:
        return approval_of(self.version)

    @property
    def changes(self) -> tuple[Paragraph, ...]:
        """What changed since the version before, by paragraph."""
        old, new = (
            [version.title, *rendering.blocks(version.body)] if version else []
            for version in (self.before, self.version)
        )
        return compare_paragraphs(old, new)


def shown_versions(slug: str, *, at: datetime) -> list[ShownVersion]:
    """The versions that readers saw, newest first. One query."""
    shown = StatementVersion.objects.shown(at=at).filter(statement__slug=slug)
    rows = list(shown.with_signature().select_related("statement", "written_by", "approved_by"))
    return [ShownVersion(version, before) for version, before in zip_longest(rows, rows[1:])]


@lru_cache(1)
def all_in_force(state: PublicState) -> Statements:
    """Every version in force, by the statement's name. Two queries for each state."""
    return in_force(Statement.objects.values_list("slug", flat=True), on=state.at.date())


def approval_of(version: StatementVersion) -> str:
    """Who approved it, in a sentence for readers; "" for a draft."""
    if version.approved_by is None:
        return ""
    if version.approved_by.get_username() == CONTENT_PACK_USERNAME:
        return _("Loaded with the site, not approved by a second person.")
    if version.approved_by_id == version.written_by_id:
        words = _("Approved by its own author, %(name)s. The reason: %(reason)s")
        return words % {"name": public_name(version.approved_by), "reason": version.own_reason}
    return _("Approved by a second person: %(name)s.") % {"name": public_name(version.approved_by)}
