"""The desk's figures: `python -m benchmarks.desk`. What the checks of a text cost beside reading it once, and what an
article's form costs among 10 and among 10,000 articles. Everything is made up, on a database of its own."""

import os
import statistics
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

ROUNDS = 20
WORDS = 2_000
FEW, MANY = 10, 10_000
SENTENCE = "A made-up sentence for a measurement says that **rest** helps some people. [study]"


def main():
    with tempfile.TemporaryDirectory(prefix="psyweb-desk-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/desk.sqlite3"
        os.environ |= {"POLL_KEY_DIR": f"{folder}/keys", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "psyweb.settings"}
        os.environ.setdefault("SECRET_KEY", "made-up-for-a-measurement-" + "x" * 40)
        import django

        django.setup()
        _measure(Path(folder))


def _measure(folder):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    checks, once = _checks()
    say(f"checks of {WORDS:,} words: {checks:.1f} ms, {checks / once:.1f} times one reading of them")
    made = 0
    for count in (FEW, MANY):
        _make(made, count)
        made = count
        queries, milliseconds = _form()
        say(f"an article's form among {count:,} articles: {queries} queries, {milliseconds:.0f} ms")


def say(line):
    sys.stdout.write(f"{line}\n")


def _checks():
    from django.utils import timezone

    from articles import documents, grammar, quality

    context = quality.context_at(timezone.now())
    paragraph = " ".join([SENTENCE] * 8)
    whole, once = [], []
    for number in range(ROUNDS):
        bodies = [f"Text {number} {place}. {paragraph}" for place in range(WORDS // len(paragraph.split()))]
        sections = [
            {"heading": f"Part {place}", "aspect": "overview", "body": body} for place, body in enumerate(bodies)
        ]
        document = {**documents.blank(), "sections": sections}
        whole.append(_timed(lambda document=document: quality.review(document, context)))
        once.append(_timed(lambda bodies=bodies: [grammar.STRICT.parse(body) for body in bodies]))
    return statistics.median(whole), statistics.median(once)


def _make(made, count):
    from articles.models import Article, Picture, Source

    numbers = range(made, count)
    pictures = Picture.objects.bulk_create(
        Picture(sha256=f"{number:064}", file=f"pictures/{number}.webp", width=400, height=300, alt=f"Made up {number}")
        for number in numbers
    )
    articles = Article.objects.bulk_create(
        Article(slug=f"made-up-{number}", title=f"Made up {number}", picture=picture)
        for number, picture in zip(numbers, pictures, strict=True)
    )
    Source.objects.bulk_create(
        Source(article=article, key="study", title="Made up", kind="trial") for article in articles
    )


def _form():
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from articles.models import Article

    user, _ = User.objects.get_or_create(username="made-up", defaults={"is_staff": True, "is_superuser": True})
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    address = reverse("admin:articles_article_change", args=[Article.objects.order_by("pk").first().pk])
    client.get(address)  # Templates and dictionary are read once.
    queries = []
    with connection.execute_wrapper(lambda execute, *query: (queries.append(query[0]), execute(*query))[1]):
        answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"The form answered {answer.status_code}.")
    times = [_timed(lambda: client.get(address)) for _ in range(5)]
    return len(queries), statistics.median(times)


def _timed(act):
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
