"""Count how often each warning fires on the real articles of a folder (`make bench-checks CORPUS=folder`).

The files are those of benchmarks/grammar.py. They have neither aspects nor tags nor a record of who wrote and checked
them, so only the warnings on words are counted. Their own median stands for the site's reading grade. `--list` prints
each finding with its file and the number of its sentence, to be judged by a person; results/checks-judged.csv holds
the verdicts, and its share that is right is printed beside each check.
"""

import csv
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import django

from .grammar import HEAD_END

HEADING = re.compile(r"^#{2,6} +(.*)$", re.MULTILINE)
JUDGED = Path(__file__).parent / "results" / "checks-judged.csv"
WORDS = [
    "depression-is-tagged", "talk-of-suicide-is-tagged", "doses-have-a-source-beside-them", "reading-level",
    "words-without-stigma", "safe-words-about-suicide",
]  # fmt: skip


def document_of(text: str) -> dict[str, Any]:
    """The page as an editor would enter it: each heading begins a section, and what a page is about is tagged."""
    from articles.schema.definition import blank

    head, _end, article = text.partition(HEAD_END)
    title = head.strip().split("\n")[0].strip("# ")
    first, *rest = HEADING.split(article)
    parts = [(title, first), *zip(rest[::2], rest[1::2], strict=True)]
    sections = [
        {"heading": heading.strip(), "aspect": "overview", "body": body.strip()}
        for heading, body in parts
        if body.strip()
    ]
    return blank() | {"title": title, "sections": sections}


def sentence_number(document: dict[str, Any], quote: str) -> int:
    """Which sentence of the page, from 1, has the words; 0 for a finding on the whole page."""
    from articles.checks.text_blocks import said

    return next((number for number, one in enumerate(said(document), 1) if quote and quote in one), 0)


def findings(document: dict[str, Any], grade: float) -> Iterator[Any]:
    from django.utils import timezone

    from articles.checks import CHECKS
    from articles.checks.findings import Context

    nothing: frozenset[str] = frozenset()
    context = Context(timezone.now().date(), nothing, True, True, True, nothing, grade_of_pages=grade)
    for name in WORDS:
        yield from CHECKS[name].run(document, context)


def main(folder: Path, *, is_list: bool) -> None:
    from articles.checks.reading_level import section_grades
    from articles.medicines import packed_register

    files = [path for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    documents = {path.stem: document_of(path.read_text(encoding="utf-8")) for path in files}
    known = packed_register().words
    grades = [grade for document in documents.values() for _heading, grade in section_grades(document, known)]
    found = {name: list(findings(document, median(grades))) for name, document in documents.items()}
    if is_list:
        rows = csv.writer(sys.stdout)
        for name, many in found.items():
            rows.writerows([one.check, name, sentence_number(documents[name], one.quote), one.quote] for one in many)
        return
    fired = Counter(check for many in found.values() for check in {one.check for one in many})
    verdicts = defaultdict(list)
    with JUDGED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verdicts[row["check"]].append(row["verdict"] == "right")
    print(f"{len(documents)} articles; the median reading grade of their sections is {median(grades):.1f}.")
    for check in WORDS:
        judged = verdicts[check]
        right = f"{sum(judged)} of {len(judged)} judged are right" if judged else "none judged"
        print(f"{check:34} {fired[check]:4} {fired[check] / len(documents):6.1%}   {right}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
    main(Path(sys.argv[1]), is_list="--list" in sys.argv)
