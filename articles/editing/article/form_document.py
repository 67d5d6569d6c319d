"""The change form's data as a document, and back: for the checks, the preview and the conflict page."""

from datetime import date

from django.http import QueryDict

from ...documents import (
    DATE_FIELDS,
    LIST_FIELDS,
    SECTION_FIELDS,
    SOURCE_FIELDS,
    TEXT_FIELDS,
    Document,
    blank,
    freeze,
    frozen_picture,
    iso,
)
from ...models import Article, Topic
from ..forms.articles import LAST, ArticleForm
from ..forms.numbers import is_number

MOST_ROWS = 1000  # More than a form may have, so that the conflict page drops none, and few enough to read.
# A row counts as typed when one of these holds something.
TELLING = {"sections": ("heading", "body"), "sources": ("key", "title", "url")}


def is_stale(data, article: Article) -> bool:
    """Somebody saved after the form was opened."""
    started_from = data.get("version_number", "")
    return is_number(started_from) and article.versions.filter(number__gt=int(started_from)).exists()


def typed_document(data, article: Article | None) -> Document:
    """Fields that could not be understood keep what is stored; `article` None is the form for a new one."""
    kept = freeze(article) if article else blank()
    form = ArticleForm(data, instance=Article.objects.get(pk=article.pk) if article else None)
    form.full_clean()
    typed = form.cleaned_data
    document = kept | {name: typed[name] for name in (*TEXT_FIELDS, *LIST_FIELDS) if name in typed}
    document |= {name: iso(typed[name]) for name in DATE_FIELDS if name in typed}
    document["poll"] = typed.get("poll_slug", kept["poll"])
    document["picture"] = frozen_picture(typed["picture"]) if "picture" in typed else kept["picture"]
    document["topics"] = [topic.slug for topic in typed.get("in_topics", [])]
    document["sections"] = [{name: row[name] for name in SECTION_FIELDS} for _, row in typed_rows(data, "sections")]
    document["sources"] = [
        {name: row[name] for name in SOURCE_FIELDS} | {"accessed_on": _day_or_none(row["accessed_on"])}
        for _, row in typed_rows(data, "sources")
    ]
    return document


def typed_rows(data, prefix: str) -> list[tuple[int, dict[str, str]]]:
    """(number in the form, fields) of the rows that were not ticked for removal, in their order."""
    fields = ("position", "accessed_on", *SECTION_FIELDS, *SOURCE_FIELDS)
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    rows = []
    for number in range(min(int(total), MOST_ROWS) if is_number(total) else 0):
        row = {name: data.get(f"{prefix}-{number}-{name}", "").replace("\r\n", "\n") for name in fields}
        is_removed = data.get(f"{prefix}-{number}-DELETE")
        if not is_removed and any(row[name] for name in TELLING[prefix]):
            rows.append((number, row))
    return sorted(rows, key=lambda numbered: _place(numbered[1]["position"]))


def form_data(document: Document, article: Article, *, version_number: int) -> QueryDict:
    """What a browser would send to make the document of the article as it is stored now."""
    data = QueryDict(mutable=True)
    values = {name: document[name] for name in TEXT_FIELDS}
    values |= {name: "\n".join(document[name]) for name in LIST_FIELDS}
    values |= {name: document[name] or "" for name in DATE_FIELDS}
    values |= {
        "poll_slug": document["poll"],
        "picture": document["picture"]["id"] if document["picture"] else "",
        "owner": article.owner_id or "",
        "version_number": version_number,
    }
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
        data[name] = str(value)
    data.setlist(
        "in_topics", [str(pk) for pk in Topic.objects.filter(slug__in=document["topics"]).values_list("pk", flat=True)]
    )
    return data


def _place(text):
    return int(text) if is_number(text) else LAST


def _day_or_none(text):
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
