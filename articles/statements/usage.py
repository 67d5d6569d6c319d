"""List the live pages that carry a statement, and the versions of it that an edition's readers saw."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from ..models import Edition, Listing, StatementVersion
from .in_force import Statements, names_placed


def pages_with(statement: Any, *, at: datetime) -> QuerySet[Listing]:
    """Visible pages that carry the statement (a row or an expression), by title."""
    return Listing.objects.visible(at=at).filter(edition__statements__statement=statement).order_by("title")


def newest_change(*, at: datetime) -> Subquery:
    """For a query of listings or editions: when a statement on the page last got a version in force, or null."""
    shown = StatementVersion.objects.shown(at=at).filter(statement__versions__editions=OuterRef("pk"))
    return Subquery(shown.order_by("-in_force_from").values("in_force_from")[:1])


def frozen(edition: Edition) -> Statements:
    """The versions that stood on the page when it was published. One query, or none for a page without statements."""
    names = names_placed(edition.html)
    if not names:
        return {}
    versions = StatementVersion.objects.filter(editions=edition).with_signature().select_related("statement")
    found = {version.statement.slug: version for version in versions}
    return {name: found[name] for name in names if name in found}


def successors(edition: Edition, statements: Statements, *, at: datetime) -> dict[str, list[StatementVersion]]:
    """{name: versions that the live page showed after the frozen one, oldest first}. One query, none without names.

    `edition` has its `listing`, which holds when the page ended.
    """
    if not statements:
        return {}
    ends = [moment for moment in (edition.listing.superseded_at, edition.withdraw_at, at) if moment]
    later = StatementVersion.objects.shown(at=min(ends)).filter(
        statement__in=[version.statement_id for version in statements.values()]
    )
    rows = list(later.select_related("statement").order_by("number"))
    return {
        name: [row for row in rows if row.statement_id == was.statement_id and (row.number or 0) > (was.number or 0)]
        for name, was in statements.items()
    }
