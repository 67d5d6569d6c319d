"""Fills a site with made-up articles, up to a number: `python -m benchmarks.pages.library 10000`.

Their words are drawn from the content pack, as often as they stand there, with as many made-up ones between them that a
large library's index has a large library's vocabulary. Nothing here is health information.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime, timedelta

import django

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
ASPECTS = ("overview", "causes", "treatments", "risks", "self-care")  # A section each.
WORDS_A_SECTION = 110
SOURCE = {
    "key": "study",
    "publisher": "Journal of Examples",
    "title": "A made-up study",
    "url": "https://example.org/study",
    "kind": "trial",
    "published": "2024",
    "accessed_on": None,
    "seen": "report",
}
MADE_UP_SHARE = 0.03
SYLLABLES = [consonant + vowel for consonant in "bdlmnrt" for vowel in "aeiou"]
BATCH = 250


def fill(target: int) -> None:
    """Adds what is missing to `target` visible articles."""
    from django.db import connection

    from articles.models import Edition

    present = Edition.objects.visible().count()
    vocabulary = _vocabulary()
    for first in range(present, target, BATCH):
        _add(range(first, min(first + BATCH, target)), vocabulary)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add(numbers: range, vocabulary: list[str]) -> None:
    from django.contrib.auth.models import User
    from django.db import transaction

    from articles.models import Article, Edition, Placement, Topic, Version

    person, _ = User.objects.get_or_create(username="made-up-publisher")
    topics = list(Topic.objects.all())
    documents = [_document(number, vocabulary) for number in numbers]
    with transaction.atomic():
        articles = Article.objects.bulk_create(Article(slug=each["slug"], title=each["title"]) for each in documents)
        versions = Version.objects.bulk_create(
            Version(article=article, number=1, document=document, saved_by=person)
            for article, document in zip(articles, documents, strict=True)
        )
        made = Edition.objects.bulk_create(
            _edition(version, number, person) for version, number in zip(versions, numbers, strict=True)
        )
        of_topics = Edition.topics.through
        of_topics.objects.bulk_create(
            of_topics(edition=edition, topic=topics[number % len(topics)])
            for edition, number in zip(made, numbers, strict=True)
        )
        # A new topic takes an article at its end, as where it is published.
        Placement.objects.bulk_create(
            Placement(article=article, topic=topics[number % len(topics)], position=number)
            for article, number in zip(articles, numbers, strict=True)
        )


def _edition(version, number, person):
    from articles.models import Edition
    from articles.publishing import edition_content

    document = version.document
    return Edition(
        article=version.article,
        number=1,
        version=version,
        slug=document["slug"],
        title=document["title"],
        summary=document["summary"],
        html=edition_content.render(document),
        text=edition_content.text_of(document),
        change_class="new page",
        change_note="Made up.",
        checks={"found": [], "overrides": [], "approval": "content pack"},
        published_by=person,
        publish_at=FIRST_DAY + timedelta(minutes=number),
    )


def _document(number: int, vocabulary: list[str]) -> dict:
    chance = random.Random(number)

    def words(count: int) -> str:
        return " ".join(
            _made_up(chance) if chance.random() < MADE_UP_SHARE else chance.choice(vocabulary) for _ in range(count)
        )

    return {
        "slug": f"made-up-{number}",
        "title": f"{words(4).capitalize()} {number}",
        "summary": f"{words(20).capitalize()}.",
        "topics": [],
        "tags": [],
        "key_points": [f"{words(12).capitalize()}."],
        "questions": [f"{words(8).capitalize()}?"],
        "author": "A made-up author",
        "clinical_reviewer": "",
        "reviewed_on": None,
        "facts_checked_on": "2026-01-01",
        "review_due_on": "2036-01-01",
        "poll": "",
        "picture": None,
        "sections": [
            {
                "heading": words(3).capitalize(),
                "aspect": aspect,
                "body": f"{words(WORDS_A_SECTION).capitalize()}. [study]",
            }
            for aspect in ASPECTS
        ],
        "sources": [SOURCE],
    }


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def _vocabulary() -> list[str]:
    """Every word of the content pack, as often as it stands there."""
    from articles.models import Edition

    texts = Edition.objects.exclude(slug__startswith="made-up-").values_list("text", flat=True)
    return [word for text in texts for word in text.split() if word.isalpha()]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
    fill(int(sys.argv[1]))
