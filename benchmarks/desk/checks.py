"""What all checks of a text of 2,000 words cost, and how many times reading its Markdown once that is."""

import statistics

from django.utils import timezone

from articles import checks, documents
from articles.markdown import grammar
from benchmarks.desk.timing import timed

ROUNDS = 20
WORDS = 2_000
SENTENCE = "A made-up sentence for a measurement says that **rest** helps some people. [study]"
REPEATED = 8  # Sentences of a paragraph.


def measure() -> dict[str, float]:
    """Medians in milliseconds. Each round has a text of its own, so that nothing is remembered from the last."""
    context = checks.context_at(timezone.now())
    whole, once = [], []
    for number in range(ROUNDS):
        document = _document(number)
        bodies = [section["body"] for section in document["sections"]]
        whole.append(timed(lambda document=document: checks.review(document, context)))
        once.append(timed(lambda bodies=bodies: [grammar.STRICT.parse(body) for body in bodies]))
    return {"checks": statistics.median(whole), "once": statistics.median(once)}


def _document(number):
    paragraph = " ".join([SENTENCE] * REPEATED)
    places = range(WORDS // len(paragraph.split()))
    sections = [
        {"heading": f"Part {place}", "aspect": "overview", "body": f"Text {number} {place}. {paragraph}"}
        for place in places
    ]
    return {**documents.blank(), "sections": sections}
