"""Measure the desk's pages with few and with 10,000 articles: queries and times, on the database of DATABASE_URL."""

from datetime import timedelta
from http import HTTPStatus
from itertools import count

from django.contrib.auth.models import User
from django.core.management import call_command
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
)
from benchmarks import made_up_articles, report
from benchmarks.made_up_articles import BATCH
from benchmarks.timing import interleaved
from tests.articles.public_pages import furnish, make_public_document

SIZES = (10, 10_000)
ROUNDS = 20
STATUSES = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED)
PAGES = {
    "first page": "/admin/",
    "list of reviews": "/admin/desk/reviews/",
    "list of articles": "/admin/articles/article/",
    "an article's form": "/admin/articles/article/{}/change/",
}


def section() -> str:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    chief = User.objects.create_superuser("made-up-chief", password=None)
    furnish()
    client = Client(headers={"host": "localhost"})
    client.force_login(chief)
    found, made = [], 0
    for size in SIZES:
        _fill(chief, range(made, size))
        made = size
        found.append(_measure(client))
    few, many = found
    rows = []
    for page, (queries, p10) in few.items():
        more_queries, more_p10 = many[page]
        rows.append([page, queries, more_queries, f"{p10:.0f} ms", f"{more_p10:.0f} ms", f"{more_p10 / p10:.1f}×"])
    sizes = [f"{size:,}" for size in SIZES]
    heads = [connection.display_name, *(f"queries, {size} articles" for size in sizes), *sizes, "ratio"]
    title = f"{connection.display_name}: the desk's pages among {' and '.join(sizes)} articles"
    return f"## {title}\n\n{report.table(heads, rows)}"


def _measure(client: Client) -> dict[str, tuple[int, float]]:
    """By page: queries, and p10 in milliseconds."""
    article = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    paths = {page: path.format(article) for page, path in PAGES.items()}
    queries = {}
    for page, path in paths.items():
        _ask(client, path)  # Templates and the dictionary are read once.
        counted = count()
        with connection.execute_wrapper(lambda execute, *query, seen=counted: (next(seen), execute(*query))[1]):
            _ask(client, path)
        queries[page] = next(counted)
    times = interleaved({page: lambda _, path=path: _ask(client, path) for page, path in paths.items()}, rounds=ROUNDS)
    return {page: (queries[page], times[page].p10) for page in PAGES}


def _ask(client: Client, path: str) -> None:
    status = client.get(path).status_code
    if status != HTTPStatus.OK:
        raise SystemExit(f"{path} answered {status}.")


def _fill(chief: User, numbers: range) -> None:
    """Articles of every status, and what the desk's lists show of them."""
    common = {"width": 400, "height": 300, "alt": "Made up"}
    pictures = [Picture(sha256=f"{number:064}", file=f"pictures/{number}.webp", **common) for number in numbers]
    of_articles = zip(numbers, Picture.objects.bulk_create(pictures, BATCH), strict=True)
    now = timezone.now()
    texts = {"summary": "Made up.", "html": {"sections": [], "sources": []}, "text": "words", "checks": {}}
    editions = made_up_articles.add(
        [make_public_document(slug=f"many-{number}", title=f"Made-up page {number}") for number in numbers],
        chief,
        articles=[
            {"picture": each, "owner": None if number % 50 else chief, "status": STATUSES[number % len(STATUSES)]}
            for number, each in of_articles
        ],
        editions=[
            {**texts, "publish_at": now, "review_due_on": now.date() + timedelta(days=place % 700 - 30)}
            for place in range(len(numbers))
        ],
    )
    _fill_lists(chief, editions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill_lists(chief: User, editions: list[Edition]) -> None:
    now, tenth = timezone.now(), editions[::10]
    sources = [Source(article=each.article, key="study", title="Made up", kind="trial") for each in editions]
    signed = [Signature(version=each.version, by=chief, name="Made up", role="made up") for each in tenth]
    voids = [SignatureVoid(signature=each, version=each.version, reasons=["made up"]) for each in signed]
    links = [
        LinkCheck(url=f"https://example.org/{each.slug}", state=LinkState.DEAD, checked_at=now)
        for each in editions[::20]
    ]
    reports = [
        MistakeReport(article=each.article, edition=each, message="Made up.", received_on=now.date()) for each in tenth
    ]
    Source.objects.bulk_create(sources, BATCH)
    Signature.objects.bulk_create(signed, BATCH)
    SignatureVoid.objects.bulk_create(voids, BATCH)
    LinkCheck.objects.bulk_create(links, BATCH)
    MistakeReport.objects.bulk_create(reports, BATCH)
