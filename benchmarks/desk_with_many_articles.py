"""The desk's first page and an article's form with few and with 10,000 articles: queries and times, side by side.

    .venv/bin/python benchmarks/desk_with_many_articles.py

Works on a database of its own, in a temporary folder, on SQLite or on the server of DATABASE_URL as its test database.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

from articles.models import Article, Edition, LinkCheck, LinkState, Signature, SignatureVoid, Status, Version
from tests.articles.public_pages import furnish, make_public_document

SIZES = (10, 10_000)
ROUNDS = 15
BATCH = 500
PAGES = {"first page": "/admin/", "list of reviews": "/admin/desk/reviews/", "article's form": None}


def fill(chief, numbers):
    today = timezone.now()
    articles = Article.objects.bulk_create(
        [
            Article(
                slug=f"many-{number}",
                title=f"Made-up page {number}",
                owner=chief if number % 50 == 0 else None,
                status=[Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED][number % 4],
            )
            for number in numbers
        ],
        BATCH,
    )
    versions = Version.objects.bulk_create(
        [
            Version(article=one, number=1, document=make_public_document(slug=one.slug), saved_by=chief)
            for one in articles
        ],
        BATCH,
    )
    Edition.objects.bulk_create(
        [
            Edition(
                article=version.article, number=1, version=version, slug=version.article.slug,
                title=version.article.title, summary="Made up.", html={"sections": [], "sources": []}, text="words",
                change_class="new page", change_note="Made up.", checks={}, published_by=chief, publish_at=today,
                review_due_on=today.date() + timedelta(days=place % 700 - 30),
            )
            for place, version in enumerate(versions)
        ],
        BATCH,
    )  # fmt: skip
    signed = Signature.objects.bulk_create(
        [Signature(version=version, by=chief, name="Made up", role="made up") for version in versions[::10]], BATCH
    )
    SignatureVoid.objects.bulk_create(
        [SignatureVoid(signature=one, version=one.version, reasons=["made up"]) for one in signed], BATCH
    )
    LinkCheck.objects.bulk_create(
        [
            LinkCheck(url=f"https://example.org/{one.slug}", state=LinkState.DEAD, checked_at=today)
            for one in articles[::20]
        ],
        BATCH,
    )


def measure(client, path):
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:  # Or the request would close it.
        assert client.get(path).status_code == 200
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - started))
    return len(queries), statistics.median(times)


def main():
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # No collectstatic is needed.
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        chief = User.objects.create_superuser("made-up-chief", password=None)
        furnish()
        client = Client()
        client.force_login(chief)
        print(f"{connection.vendor}, median of {ROUNDS}")
        print(f"{'articles':>9}  {'page':<18}{'queries':>8}{'ms':>9}")
        done = 0
        for size in SIZES:
            fill(chief, range(done, size))
            done = size
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            form = f"/admin/articles/article/{Article.objects.first().pk}/change/"
            for name, path in PAGES.items():
                queries, milliseconds = measure(client, path or form)
                print(f"{size:>9}  {name:<18}{queries:>8}{milliseconds:>9.0f}")
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
