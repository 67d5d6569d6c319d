"""Measure the time of all checks of a text of 2,000 words, against parsing its Markdown once."""

from typing import Any

from django.core.management import call_command
from django.utils import timezone

from articles import checks, documents
from articles.markdown import grammar
from benchmarks.timing import interleaved

ROUNDS = 20
WORDS = 2_000
SENTENCE = "A made-up sentence for a measurement says that **rest** helps some people. [study]"
REPEATED = 8  # Sentences of a paragraph.


def section() -> str:
    """Each round has a text of its own, so that nothing is remembered from the last."""
    call_command("migrate", verbosity=0)
    context = checks.context_at(timezone.now())
    texts = [_document(number) for number in range(ROUNDS)]
    times = interleaved(
        {
            "checks": lambda number: checks.review(texts[number], context),
            "once": lambda number: [grammar.STRICT.parse(part["body"]) for part in texts[number]["sections"]],
        },
        rounds=ROUNDS,
    )
    review, once = times["checks"].p50, times["once"].p50
    return (
        f"## The checks beside the form, of {WORDS:,} words\n\n"
        f"{review / once:.1f} times reading the text's Markdown once ({review:.0f} ms and {once:.0f} ms)."
    )


def _document(number: int) -> dict[str, Any]:
    paragraph = " ".join([SENTENCE] * REPEATED)
    sections = [
        {"heading": f"Part {place}", "aspect": "overview", "body": f"Text {number} {place}. {paragraph}"}
        for place in range(WORDS // len(paragraph.split()))
    ]
    return {**documents.blank(), "sections": sections}
