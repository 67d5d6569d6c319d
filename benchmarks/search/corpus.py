"""Load a folder of Markdown files as live editions, next to the content pack. Each file is one page."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.models import Edition
from benchmarks import made_up_articles
from tests.articles.public_pages import make_public_document

PUBLISHED_AT = datetime(2025, 1, 1, tzinfo=UTC)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
TITLE_OF_FRONT_MATTER = re.compile(r"\A---\n.*?^title:\s*(.+?)$.*?^---$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"^\s*(?:[-*+>]|\d+\.|-{3,})\s|[*_`#|]+", re.MULTILINE)
LONGEST_TITLE, LONGEST_SUMMARY, SHORTEST_SUMMARY = 160, 300, 60  # Characters.
NOT_PAGES = {"README.md"}


def load(folder: str) -> int:
    """Number of pages that were loaded."""
    files = [path for path in sorted(Path(folder).glob("*.md")) if path.name not in NOT_PAGES]
    documents = [_document(number, path) for number, path in enumerate(files)]
    person, _ = User.objects.get_or_create(username="made-up-publisher")
    made_up_articles.add(documents, person, editions=[_edition(document) for document in documents])
    return len(files)


def titles(_nothing: str = "") -> list[str]:
    return list(Edition.objects.visible().values_list("title", flat=True))


def _document(number: int, path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    front, first = TITLE_OF_FRONT_MATTER.search(text), HEADING.search(text)
    title = front[1].strip("\"'") if front else first[2] if first else path.stem.replace("_", " ")
    headings = [found[2] for found in HEADING.finditer(text)][0 if front else 1 :]
    body = MARKS.sub("", LINK.sub(r"\1", text))
    paragraphs = (" ".join(part.split()) for part in body.split("\n\n"))
    summary = next((part for part in paragraphs if len(part) > SHORTEST_SUMMARY), title)
    return make_public_document(
        slug=f"page-{number}",
        title=title[:LONGEST_TITLE],
        summary=summary[:LONGEST_SUMMARY],
        sections=[{"heading": "\n".join(headings), "aspect": "overview", "body": body}],
    )


def _edition(document: dict[str, Any]) -> dict[str, Any]:
    (section,) = document["sections"]
    headings = section["heading"].splitlines()
    return {
        "summary": document["summary"],
        "html": {
            "sections": [{"id": "", "heading": each, "aspect": "", "html": ""} for each in headings],
            "sources": [],
        },
        "text": "\n".join([document["title"], document["summary"], section["body"]]),
        "checks": {"found": [], "overrides": [], "approval": "content pack"},
        "publish_at": PUBLISHED_AT,
    }
