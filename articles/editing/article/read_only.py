"""An article's text for people who do not write it: who decides on it, and who may only look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from ...documents import freeze
from ...models import Article, Edition, Topic, Version
from ...reading.article_page import ArticlePage
from ...reading.preview import preview_of
from ...schema.definition import IN_FORM, PEOPLE, PLACE, Document, Field, Label, ValueKind
from ...templatetags.reading import in_words
from ..forms.layout import names_in
from .checklist import Checklist, checklist

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Fact: TypeAlias = tuple[Label, str]


@dataclass(frozen=True)
class ReadText:
    """What somebody who approves or publishes is shown before they do."""

    version: Version
    before: Edition | None  # The last edition, of another text, which they may know.
    checklist: Checklist


def read_text(article: Article, number: int | None, *, user, at: datetime) -> ReadText | None:
    """None for a version that is not there."""
    version = article.versions.filter(number=number or 0).select_related("saved_by").first()
    if version is None:
        return None
    return ReadText(
        version=version,
        before=article.editions.exclude(version=version).order_by("-number").select_related("version").first(),
        checklist=checklist(version.document, None, article=article, user=user, at=at),
    )


@dataclass(frozen=True)
class Reading:
    """The stored working copy, drawn."""

    page: ArticlePage
    facts: list[Fact]
    checklist: Checklist


def reading(article: Article, *, user, at: datetime) -> Reading:
    document = freeze(article)
    drawn = preview_of(article, document, at=at)
    facts = facts_of(document, topics=drawn["topics"], owner=article.owner)
    return Reading(drawn["page"], facts, checklist(document, None, article=article, user=user, at=at))


def facts_of(document: Document, *, topics: Iterable[Topic], owner: User | None) -> list[Fact]:
    """(label, words) of what the form asks for beside the text, in its order."""
    fields = {field.form_name: field for field in IN_FORM}
    facts: list[Fact] = []
    for name in [*names_in(PLACE), *names_in(PEOPLE)]:
        if name == "owner":
            facts.append((_("Owner"), str(owner or _("nobody"))))
        elif fields[name].kind == ValueKind.TOPICS:
            facts.append((fields[name].label, ", ".join(map(str, topics)) or _("none")))
        else:
            facts.append((fields[name].form_label, _in_words(fields[name], document[fields[name].name])))
    return facts


def _in_words(field: Field, value: Any) -> str:
    if field.kind == ValueKind.DAY:
        return in_words(value) if value else _("not told")
    return (", ".join(value) if isinstance(value, list) else value) or _("none")
