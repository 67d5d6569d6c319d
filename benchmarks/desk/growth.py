"""The desk's pages with few and with 10,000 articles: queries and times, on the database of DATABASE_URL."""

from datetime import timedelta
from http import HTTPStatus
from itertools import count

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Edition,
    LinkCheck,
    LinkState,
    MistakeReport,
    Picture,
    Signature,
    SignatureVoid,
    Source,
    Status,
    Version,
)
from benchmarks.desk.timing import timed
from tests.articles.public_pages import furnish, make_public_document

SIZES = (10, 10_000)
ROUNDS = 20
BATCH = 500
STATUSES = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED)
PAGES = {
    "first page": "/admin/",
    "list of reviews": "/admin/desk/reviews/",
    "list of articles": "/admin/articles/article/",
    "an article's form": "/admin/articles/article/{}/change/",
}


def measure() -> dict[int, dict[str, tuple[int, float]]]:
    """By size and page: queries, and p10 in milliseconds, the figure that noise touches least."""
    chief = User.objects.create_superuser("made-up-chief", password=None)
    furnish()
    client = Client(headers={"host": "localhost"})
    client.force_login(chief)
    found, made = {}, 0
    for size in SIZES:
        _fill(chief, range(made, size))
        made = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        article = Article.objects.order_by("pk").first().pk
        found[size] = {name: _page(client, path.format(article)) for name, path in PAGES.items()}
    return found


def _page(client, path):
    _ask(client, path)  # Templates and the dictionary are read once.
    counted = count()
    with connection.execute_wrapper(lambda execute, *query: (next(counted), execute(*query))[1]):
        _ask(client, path)
    times = sorted(timed(lambda: _ask(client, path)) for _ in range(ROUNDS))
    return next(counted), times[ROUNDS // 10]


def _ask(client, path):
    status = client.get(path).status_code
    if status != HTTPStatus.OK:
        raise SystemExit(f"{path} answered {status}.")


def _fill(chief, numbers):
    now = timezone.now()
    pictures = _many(
        Picture,
        (
            {
                "sha256": f"{number:064}",
                "file": f"pictures/{number}.webp",
                "width": 400,
                "height": 300,
                "alt": "Made up",
            }
            for number in numbers
        ),
    )
    articles = _many(
        Article,
        (
            {
                "slug": f"many-{number}", "title": f"Made-up page {number}", "picture": picture,
                "owner": chief if number % 50 == 0 else None, "status": STATUSES[number % len(STATUSES)],
            }
            for number, picture in zip(numbers, pictures, strict=True)
        ),
    )  # fmt: skip
    _many(Source, ({"article": one, "key": "study", "title": "Made up", "kind": "trial"} for one in articles))
    documents = ((one, make_public_document(slug=one.slug)) for one in articles)
    versions = _many(
        Version, ({"article": one, "number": 1, "document": document, "saved_by": chief} for one, document in documents)
    )
    editions = _many(Edition, (_edition(version, chief, now, place) for place, version in enumerate(versions)))
    _fill_lists(chief, now, versions, editions)


def _edition(version, chief, now, place):
    return {
        "article": version.article, "number": 1, "version": version, "slug": version.article.slug,
        "title": version.article.title, "summary": "Made up.", "html": {"sections": [], "sources": []}, "text": "words",
        "change_class": "new page", "change_note": "Made up.", "checks": {}, "published_by": chief, "publish_at": now,
        "review_due_on": now.date() + timedelta(days=place % 700 - 30),
    }  # fmt: skip


def _fill_lists(chief, now, versions, editions):
    signed = _many(
        Signature, ({"version": one, "by": chief, "name": "Made up", "role": "made up"} for one in versions[::10])
    )
    _many(SignatureVoid, ({"signature": one, "version": one.version, "reasons": ["made up"]} for one in signed))
    dead = (
        {"url": f"https://example.org/{one.slug}", "state": LinkState.DEAD, "checked_at": now} for one in editions[::20]
    )
    _many(LinkCheck, dead)
    reported = (
        {"article_id": one.article_id, "edition": one, "message": "Made up.", "received_on": now.date()}
        for one in editions[::10]
    )
    _many(MistakeReport, reported)


def _many(model, rows):
    return model.objects.bulk_create([model(**row) for row in rows], BATCH)
