"""Check the decision records: their form, their index, and that every reference to one leads to a file."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DECISIONS = PROJECT / "docs" / "decisions"
INDEX = DECISIONS / "README.md"
RECORDS = sorted(path for path in DECISIONS.glob("*.md") if path != INDEX)
MOST_LINES = 59
SECTIONS = ["Context", "Decision", "Consequences", "Sources"]
SLUG = re.compile(r"[a-z]+(-[a-z]+)*\.md")
DATE_AND_STATUS = re.compile(r"Date: (\d{4}-\d\d-\d\d)\. Status: (?:accepted|proposed)\b.*")
REFERENCE = re.compile(r"docs/decisions/([\w-]+(?:\.\w+)?)")
NUMBERED = re.compile(r"\b[Dd]ecisions?[ /]\d{4}\b")
TEXT = {".py", ".md", ".html", ".txt", ".xml", ".js", ".css", ".sql", ".toml", ".yaml", ".yml", ".conf", ".service", ""}


def texts_of_the_project():
    """Yield (path, text) of each file that may name a record. Left out: hidden folders, and links such as var."""
    for folder, folders, files in os.walk(PROJECT):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "var"]
        for path in (Path(folder, name) for name in files):
            if path.suffix in TEXT and not path.is_symlink():
                yield path.relative_to(PROJECT), path.read_text(errors="replace")


def test_every_record_that_is_named_exists():
    named = [(path, name) for path, text in texts_of_the_project() for name in REFERENCE.findall(text)]
    assert named
    assert [f"{path} names {name}" for path, name in named if not (DECISIONS / name).is_file()] == []


def test_no_record_is_named_by_a_number():
    found = [f"{path}: {words}" for path, text in texts_of_the_project() for words in NUMBERED.findall(text)]
    assert found == []


def test_the_index_names_every_record_once():
    named = re.findall(r"^- .+\? → \[(\S+)\]\(\1\)$", INDEX.read_text(), re.MULTILINE)
    assert sorted(named) == [path.name for path in RECORDS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_has_its_form(record):
    lines = record.read_text().splitlines()
    assert SLUG.fullmatch(record.name)
    assert len(lines) <= MOST_LINES
    assert lines[0].startswith("# ")
    dated = DATE_AND_STATUS.fullmatch(lines[2])
    assert dated
    assert date.fromisoformat(dated[1])
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == SECTIONS


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_no_section_of_a_record_is_empty(record):
    sections = re.split(r"^## .+$", record.read_text(), flags=re.MULTILINE)[1:]
    assert all(section.strip() for section in sections)
