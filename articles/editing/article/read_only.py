"""Show an article's text to people who do not write it: those who decide on it, and those who may only look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from ...documents import freeze
from ...models import Article, Edition, Move, Topic, Version
from ...reading.article_page import ArticlePage
from ...reading.preview import preview_of
from ...schema.definition import IN_FORM, PEOPLE, PLACE, Document, Field, Label, ValueKind
from ...templatetags.reading import in_words
from ..forms.layout import names_in
from .checklist import Checklist, checklist

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

Fact: TypeAlias = tuple[Label, str]


@dataclass(frozen=True)
class ReadText:
    """What a user reads before they approve or publish."""

    version: Version
    before: Edition | None  # The last edition of another version, which they may know.
    note: Move | None  # What was said last, by the author or by who sent it back.
    checklist: Checklist


def read_text(article: Article, number: int | None, *, user: User, at: datetime) -> ReadText | None:
    """Version `number` with its checks, or None where there is no such version."""
    version = article.versions.filter(number=number or 0).select_related("saved_by").first()
    if version is None:
        return None
    return ReadText(
        version=version,
        before=article.editions.exclude(version=version).order_by("-number").select_related("version").first(),
        note=last_note(article),
        checklist=checklist(version.document, None, article=article, user=user, at=at),
    )


def last_note(article: Article) -> Move | None:
    """The last submission, with the author's note to those who read the text; or why it was sent back after that."""
    return article.moves.filter(verb__in=["submitted", "sent back"]).select_related("by").first()


@dataclass(frozen=True)
class Reading:
    """The stored working copy, rendered as a page."""

    page: ArticlePage
    facts: list[Fact]
    checklist: Checklist


def reading(article: Article, *, user: User | AnonymousUser, at: datetime) -> Reading:
    """The working copy for a user who may not edit it."""
    document = freeze(article)
    preview = preview_of(article, document, at=at)
    facts = facts_of(document, topics=preview["topics"], owner=article.owner)
    return Reading(preview["page"], facts, checklist(document, None, article=article, user=user, at=at))


def facts_of(document: Document, *, topics: Iterable[Topic], owner: User | None) -> list[Fact]:
    """(label, value in words) of the form's fields beside the text, in the order of the form."""
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
