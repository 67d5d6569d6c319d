"""The addresses of the desk, and what a browser sends to them."""

from django.urls import reverse

from articles.documents import freeze
from articles.editing.article.form_document import form_data


def page(name, *args):
    return reverse(f"admin:articles_article_{name}", args=args)


def posted(article, **fields):
    """What a browser would send for the article as it is stored, with some fields changed."""
    sent = form_data(freeze(article), article, version_number=article.versions.count())
    data = {name: values if name == "in_topics" else values[0] for name, values in sent.lists() if values}
    for prefix, rows in (("sections", article.sections.all()), ("sources", article.sources.all())):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            values = {field.name: field.value_from_object(row) for field in row._meta.fields}
            data |= {f"{prefix}-{number}-{name}": "" if value is None else value for name, value in values.items()}
    return data | fields


def posted_new(**fields):
    """A new article of which nothing is typed but the fields."""
    empty = {f"{prefix}-{name}_FORMS": 0 for prefix in ("sections", "sources") for name in ("TOTAL", "INITIAL")}
    return {"version_number": 0, **empty, **fields}
