"""Insert many made-up articles in bulk, each with a version and an edition, without the workflow."""

from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Edition, Version
from articles.search import index

BATCH = 500
Fields = dict[str, Any]


def add(
    documents: list[Fields], person: User, *, articles: list[Fields] | None = None, editions: list[Fields]
) -> list[Edition]:
    """`articles` and `editions` hold, for each document, the fields that are not made here."""
    names = [{"slug": document["slug"], "title": document["title"]} for document in documents]
    fields = zip(names, articles or [{}] * len(names), strict=True)
    made = Article.objects.bulk_create([Article(**name, **more) for name, more in fields], BATCH)
    of_versions = zip(made, documents, strict=True)
    versions = Version.objects.bulk_create(
        [Version(article=each, number=1, document=document, saved_by=person) for each, document in of_versions], BATCH
    )
    common = {"number": 1, "change_class": "new page", "change_note": "Made up.", "published_by": person}
    of_editions = zip(versions, names, editions, strict=True)
    made_editions = Edition.objects.bulk_create(
        [Edition(article=each.article, version=each, **common, **name, **more) for each, name, more in of_editions],
        BATCH,
    )
    index.learn(made_editions)
    return made_editions
