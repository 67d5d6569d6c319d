"""Fill a site with made-up articles, up to a given number.

Their words are drawn from the content pack, as often as they stand there, with as many made-up ones between them that a
large library's index has a large library's vocabulary. Nothing here is health information.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction

from articles.models import Edition, Placement, Topic
from articles.publishing import edition_content
from benchmarks import made_up_articles
from tests.articles.public_pages import make_public_document

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
ASPECTS = ("overview", "causes", "treatments", "risks", "self-care")  # A section each.
WORDS_A_SECTION = 110
MADE_UP_SHARE = 0.03
SYLLABLES = [consonant + vowel for consonant in "bdlmnrt" for vowel in "aeiou"]
BATCH = 250


def fill(target: str) -> None:
    """Adds what is missing to `target` visible articles."""
    vocabulary, number = _vocabulary(), int(target)
    for first in range(Edition.objects.visible().count(), number, BATCH):
        _add(range(first, min(first + BATCH, number)), vocabulary)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@transaction.atomic
def _add(numbers: range, vocabulary: list[str]) -> None:
    person, _ = User.objects.get_or_create(username="made-up-publisher")
    documents = [_document(number, vocabulary) for number in numbers]
    fields = [_edition(document, number) for document, number in zip(documents, numbers, strict=True)]
    made = made_up_articles.add(documents, person, editions=fields)
    topics = list(Topic.objects.all())
    placed = [(edition, topics[number % len(topics)], number) for edition, number in zip(made, numbers, strict=True)]
    through = Edition.topics.through
    through._default_manager.bulk_create([through(edition=each, topic=topic) for each, topic, _ in placed])
    # A new topic takes an article at its end, as where it is published.
    Placement.objects.bulk_create(
        [Placement(article=each.article, topic=topic, position=number) for each, topic, number in placed]
    )


def _edition(document: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "summary": document["summary"],
        "html": edition_content.render(document),
        "text": edition_content.text_of(document),
        "checks": {"found": [], "overrides": [], "approval": "content pack"},
        "publish_at": FIRST_DAY + timedelta(minutes=number),
    }


def _document(number: int, vocabulary: list[str]) -> dict[str, Any]:
    chance = random.Random(number)

    def words(count: int) -> str:
        return " ".join(
            _made_up(chance) if chance.random() < MADE_UP_SHARE else chance.choice(vocabulary) for _ in range(count)
        ).capitalize()

    return make_public_document(
        slug=f"made-up-{number}",
        title=f"{words(4)} {number}",
        summary=f"{words(20)}.",
        key_points=[f"{words(12)}."],
        questions=[f"{words(8)}?"],
        sections=[
            {"heading": words(3), "aspect": aspect, "body": f"{words(WORDS_A_SECTION)}. [study]"} for aspect in ASPECTS
        ],
    )


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def _vocabulary() -> list[str]:
    """Every word of the content pack, as often as it stands there."""
    texts = Edition.objects.exclude(slug__startswith="made-up-").values_list("text", flat=True)
    return [word for text in texts for word in text.split() if word.isalpha()]
