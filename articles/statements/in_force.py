"""Find the statements that a document or an edition carries, and their versions in force."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from ..markdown import rendering
from ..markdown.blocks.statement import PLACEHOLDER
from ..models import StatementVersion
from ..schema.definition import Document

Statements: TypeAlias = dict[str, StatementVersion]  # By the statement's name.


def in_force(names: Iterable[str], *, on: date | None = None) -> Statements:
    """The versions in force on the day `on` (today in UTC), with their signatures, in the order of `names`.

    A name without a version in force is left out. One query; none without names.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    versions = StatementVersion.objects.in_force(on=on).filter(statement__slug__in=wanted)
    found = {version.statement.slug: version for version in versions.with_signature().select_related("statement")}
    return {name: found[name] for name in wanted if name in found}


def names_in(document: Document) -> list[str]:
    """The names of the statements that the document carries, in reading order."""
    return _once(name for section in document["sections"] for name in rendering.statement_names(section["body"]))


def names_placed(html: dict[str, Any]) -> list[str]:
    """The names of the statements that a rendered edition (`Edition.html`) has a place for, in reading order."""
    return _once(name for section in html["sections"] for name in PLACEHOLDER.findall(section["html"]))


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
