"""Convert the change form's data to a document and back, for the checks, the preview and the conflict page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from ...documents import blank, freeze, frozen_picture, iso, why_too_large, with_pictures
from ...models import Article, Topic
from ...schema.definition import ARTICLE, IN_FORM, ROWS, Document, RowField, ValueKind, field_named
from ..forms.articles import LAST, ArticleForm
from ..forms.numbers import is_number

MOST_ROWS = 1000  # More than a form may have, so that the conflict page drops none, and few enough to parse.
# A row counts as filled in when one of these fields does.
TELLING = {"sections": ("heading", "body"), "sources": ("key", "title", "url")}


def is_stale(data: Mapping[str, str], article: Article) -> bool:
    """Whether somebody saved after the form was opened. One query at most."""
    started_from = data.get("version_number", "")
    return is_number(started_from) and article.versions.filter(number__gt=int(started_from)).exists()


def typed_document(data: Mapping[str, Any], article: Article | None) -> Document:
    """The document of the form data; invalid fields keep the stored value. `article` is None for a new one."""
    kept = freeze(article) if article else blank()
    form = ArticleForm(data, instance=Article.objects.get(pk=article.pk) if article else None)
    form.full_clean()
    typed = form.cleaned_data
    document = kept | {
        field.name: TYPED.get(field.kind, _same)(typed[field.form_name])
        for field in IN_FORM
        if field.form_name in typed
    }
    for field in ARTICLE:
        if field.kind in ROWS:
            rows = typed_rows(data, field.name)
            document[field.name] = [_typed_row(ROWS[field.kind], row) for _number, row in rows]
    return document if why_too_large(document) else with_pictures(document)


def typed_rows(data: Mapping[str, str], prefix: str) -> list[tuple[int, dict[str, str]]]:
    """(number in the form, fields) of the filled-in rows that are not marked for deletion, in order of their place."""
    names = ["position", *(field.name for field in ROWS[field_named(prefix).kind])]
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    rows = []
    for number in range(min(int(total), MOST_ROWS) if is_number(total) else 0):
        row = {name: data.get(f"{prefix}-{number}-{name}", "").replace("\r\n", "\n") for name in names}
        is_removed = data.get(f"{prefix}-{number}-DELETE")
        if not is_removed and any(row[name] for name in TELLING[prefix]):
            rows.append((number, row))
    return sorted(rows, key=lambda numbered: _place(numbered[1]["position"]))


def form_data(document: Document, article: Article, *, version_number: int) -> QueryDict:
    """The form data that a browser would send to change the stored article into the document. Two queries or more."""
    data = QueryDict(mutable=True)
    values = {field.form_name: IN_THE_FORM[field.kind](document[field.name]) for field in IN_FORM}
    values |= {"owner": article.owner_id or "", "version_number": version_number}
    for prefix, rows in (("sections", document["sections"]), ("sources", document["sources"])):
        stored = list(getattr(article, prefix).values_list("pk", flat=True))
        values |= {f"{prefix}-TOTAL_FORMS": max(len(rows), len(stored)), f"{prefix}-INITIAL_FORMS": len(stored)}
        for number, row in enumerate(rows):
            whole = {**row, "position": number + 1}
            values |= {f"{prefix}-{number}-{name}": "" if value is None else value for name, value in whole.items()}
        for number, pk in enumerate(stored):
            values |= {f"{prefix}-{number}-id": pk, f"{prefix}-{number}-article": article.pk}
        values |= {f"{prefix}-{number}-DELETE": "on" for number in range(len(rows), len(stored))}
    for name, value in values.items():
        data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
    return data


def _typed_row(fields: tuple[RowField, ...], row: dict[str, str]) -> Document:
    return {field.name: TYPED_IN_ROW.get(field.kind, _same)(row[field.name]) for field in fields}


def _same(value: Any) -> Any:
    return value


def _pks_of_topics(slugs: list[str]) -> list[int]:
    return list(Topic.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def _place(text: str) -> int:
    return int(text) if is_number(text) else LAST


def _day_or_none(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


# By kind: the form's cleaned value as a value of the document. Kinds that are not named are the same in both.
TYPED: dict[ValueKind, Callable[[Any], Any]] = {
    ValueKind.DAY: iso,
    ValueKind.TOPICS: lambda topics: [topic.slug for topic in topics],
    ValueKind.PICTURE: frozen_picture,
}
TYPED_IN_ROW: dict[ValueKind, Callable[[str], Any]] = {ValueKind.DAY: _day_or_none}
# By kind: the document's value as a browser sends it.
IN_THE_FORM: dict[ValueKind, Callable[[Any], Any]] = {
    ValueKind.TEXT: _same,
    ValueKind.TEXTS: "\n".join,
    ValueKind.DAY: lambda day: day or "",
    ValueKind.TOPICS: _pks_of_topics,
    ValueKind.PICTURE: lambda picture: picture["id"] if picture else "",
}
