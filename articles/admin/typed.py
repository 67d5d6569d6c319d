"""What somebody typed into the change form, as a document: for the conflict page."""

from datetime import date

from ..documents import (
    DATE_FIELDS,
    LIST_FIELDS,
    SECTION_FIELDS,
    SOURCE_FIELDS,
    TEXT_FIELDS,
    Document,
    freeze,
    frozen_picture,
    iso,
)
from ..forms.articles import ArticleForm
from ..models import Article


def is_stale(data, article: Article) -> bool:
    """Somebody saved after the form was opened."""
    started_from = data.get("version_number", "")
    return started_from.isdigit() and article.versions.filter(number__gt=int(started_from)).exists()


def typed_document(data, article: Article) -> Document:
    """Fields that could not be understood keep what is stored."""
    form = ArticleForm(data, instance=Article.objects.get(pk=article.pk))
    form.full_clean()
    typed = form.cleaned_data
    kept = freeze(article)
    document = kept | {name: typed[name] for name in (*TEXT_FIELDS, *LIST_FIELDS) if name in typed}
    document |= {name: iso(typed[name]) for name in DATE_FIELDS if name in typed}
    document["poll"] = typed.get("poll_slug", kept["poll"])
    document["picture"] = frozen_picture(typed["picture"]) if "picture" in typed else kept["picture"]
    document["topics"] = [topic.slug for topic in typed.get("in_topics", [])]
    document["sections"] = [{name: row[name] for name in SECTION_FIELDS} for row in _rows(data, "sections", "heading")]
    document["sources"] = [
        {name: row[name] for name in SOURCE_FIELDS} | {"accessed_on": _day_or_none(row["accessed_on"])}
        for row in _rows(data, "sources", "key")
    ]
    return document


def _rows(data, prefix, name_field):
    """The rows that were not ticked for removal, in their order."""
    fields = ("position", "accessed_on", *SECTION_FIELDS, *SOURCE_FIELDS)
    rows = []
    for number in range(int(data.get(f"{prefix}-TOTAL_FORMS") or 0)):
        row = {name: data.get(f"{prefix}-{number}-{name}", "").replace("\r\n", "\n") for name in fields}
        if row[name_field] and not data.get(f"{prefix}-{number}-DELETE"):
            rows.append(row)
    return sorted(rows, key=lambda row: int(row["position"]) if row["position"].isdigit() else len(rows))


def _day_or_none(text):
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
