"""Read a whole pack: parse each file, then check the references between files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from . import drawings
from .faults import Fault, FileReport, PackRefused
from .markdown_file import PackedArticle, PackedText, read_article, read_notice, read_statement
from .schema import HelpLinesFile, Image, MedicinesFile, PollsFile, Record, TopicsFile
from .yaml_file import YamlFile

ARTICLES, NOTICES, STATEMENTS = "articles/", "notices/", "statements/"
READERS: dict[str, Callable[[str, FileReport], PackedArticle | PackedText | None]] = {
    ARTICLES: read_article,
    NOTICES: read_notice,
    STATEMENTS: read_statement,
}
TOPICS, HELP_LINES, POLLS, MEDICINES = "topics.yaml", "helplines.yaml", "polls.yaml", "medicines.yaml"
REGISTERS: dict[str, type[Record]] = {
    TOPICS: TopicsFile,
    HELP_LINES: HelpLinesFile,
    POLLS: PollsFile,
    MEDICINES: MedicinesFile,
}
LOCATIONS = {
    "article": ARTICLES,
    "class of medicines": MEDICINES,
    "notice": NOTICES,
    "poll": POLLS,
    "statement": STATEMENTS,
    "topic": TOPICS,
    "picture": ARTICLES,
}  # By kind.


class PackedPicture(NamedTuple):
    """A validated drawing. Width and height in units of its viewBox."""

    data: bytes
    width: int
    height: int
    rights: Image  # From the first article that shows it.


@dataclass(frozen=True)
class Pack:
    """Hold the content of a pack that has no faults."""

    articles: list[PackedArticle]  # By slug, then edition.
    notices: list[PackedText]
    statements: list[PackedText]  # By slug, then day.
    pictures: dict[str, PackedPicture]
    topics: TopicsFile
    help_lines: HelpLinesFile
    polls: PollsFile
    medicines: MedicinesFile


def read_pack(folder: Path, *, on_file: Callable[[str], None] = lambda _file: None) -> Pack:
    """Return the content of a folder; `on_file` gets the name of each file before it is read.

    Raises PackRefused with every fault of every file.
    """
    if not folder.is_dir():
        raise PackRefused([Fault(str(folder), 1, _("There is no such folder."))])
    paths = [folder / name for name in REGISTERS]
    paths += [path for home in (NOTICES, STATEMENTS, ARTICLES) for path in sorted(folder.glob(f"{home}*.md"))]
    found: dict[str, Any] = {}  # Content by file name; None where the file has a fault.
    reports: dict[str, FileReport] = {}
    for path in paths:
        file = path.relative_to(folder).as_posix()
        on_file(file)
        reports[file] = FileReport(file)
        found[file] = _read(path, reports[file])
    articles = sorted(_found_in(ARTICLES, found), key=lambda packed: (packed.front.slug, packed.front.edition))
    notices = _found_in(NOTICES, found)
    statements = sorted(
        _found_in(STATEMENTS, found), key=lambda packed: (packed.front.slug, packed.front.effective_from)
    )
    _refuse_unknown(found, reports)
    _refuse_duplicates(articles, "edition")
    _refuse_duplicates(notices, "effective_from")
    _refuse_duplicates(statements, "effective_from")
    _refuse_gaps(articles)
    pictures = _pictures(articles, sorted(folder.glob("images/*")), reports)
    if any(report.faults for report in reports.values()):
        raise PackRefused(fault for report in reports.values() for fault in report.faults)
    registers = (found[TOPICS], found[HELP_LINES], found[POLLS], found[MEDICINES])
    return Pack(articles, notices, statements, pictures, *registers)


def _read(path: Path, report: FileReport) -> PackedArticle | PackedText | Record | None:
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        report.add(1, _("The file is missing."))
    except UnicodeDecodeError as error:
        report.add(error.object[: error.start].count(b"\n") + 1, _("This is not UTF-8."))
    else:
        if report.file in REGISTERS:
            return YamlFile(text, report).read(REGISTERS[report.file])
        return READERS[report.file[: report.file.index("/") + 1]](text, report)
    return None


def _found_in(home: str, found: dict[str, Any]) -> list[Any]:
    return [content for file, content in found.items() if file.startswith(home) and content is not None]


def _refuse_unknown(found: dict[str, Any], reports: dict[str, FileReport]) -> None:
    """Report references to items that the pack lacks.

    A kind is skipped when one of its files has a fault, because then its items are not all known.
    """
    fronts = [packed.front for packed in _found_in(ARTICLES, found)]
    known = {
        "article": {front.slug for front in fronts},
        "class of medicines": {row.name for file in _found_in(MEDICINES, found) for row in file.classes},
        "notice": {packed.front.slug for packed in _found_in(NOTICES, found)},
        "statement": {packed.front.slug for packed in _found_in(STATEMENTS, found)},
        "poll": {poll.slug for file in _found_in(POLLS, found) for poll in file.polls},
        "topic": {topic.slug for file in _found_in(TOPICS, found) for topic in file.topics},
        "picture": {image.name for front in fronts for image in front.shown},
    }
    faulty = [report.file for report in reports.values() if report.faults]
    for kind, home in LOCATIONS.items():
        if any(file.startswith(home) for file in faulty):
            continue
        for report in reports.values():
            for line, its_kind, slug in report.references:
                if its_kind == kind and slug not in known[kind]:
                    message = _("There is no %(kind)s “%(slug)s” in the pack.")
                    report.add(line, message % {"kind": kind, "slug": slug})


def _refuse_duplicates(texts: Sequence[PackedArticle | PackedText], number: str) -> None:
    first: dict[Any, PackedArticle | PackedText] = {}
    for packed in texts:
        other = first.setdefault((packed.front.slug, getattr(packed.front, number)), packed)
        if other is not packed:
            message = _("“%(slug)s” of this edition or day also stands in %(file)s.")
            packed.yaml.refuse(("slug",), message % {"slug": packed.front.slug, "file": other.yaml.report.file})


def _refuse_gaps(articles: list[PackedArticle]) -> None:
    for _slug, group in groupby(articles, key=lambda packed: packed.front.slug):
        editions = {packed.front.edition: packed for packed in group}
        for number, (edition, packed) in enumerate(editions.items(), start=1):
            if edition != number:
                packed.yaml.refuse(("edition",), _("Editions are numbered 1, 2, 3 … without a gap."))


def _pictures(
    articles: list[PackedArticle], paths: list[Path], reports: dict[str, FileReport]
) -> dict[str, PackedPicture]:
    """Return the drawings that articles show, by file name. Validates every drawing of the folder."""
    drawn = {path.name: _drawing(path, reports) for path in paths}
    pictures: dict[str, PackedPicture] = {}
    for packed, image in ((article, image) for article in articles for image in article.front.shown):
        message = ""
        if image.file not in drawn:
            message = _("There is no drawing “%(file)s” in images/.")
        elif pictures.setdefault(image.file, PackedPicture(*drawn[image.file], image)).rights.alt != image.alt:
            message = _("“%(file)s” has another alt elsewhere; one picture has one.")
        if message:
            path = ("image",) if image is packed.front.image else ("pictures",)
            packed.yaml.refuse(path, message % {"file": image.file})
    return pictures


def _drawing(path: Path, reports: dict[str, FileReport]) -> tuple[bytes, int, int]:
    report = reports[path.name] = FileReport(f"images/{path.name}")
    data = path.read_bytes()
    size, faults = drawings.size_and_faults(data)
    for line, reason in faults:
        report.add(line, reason)
    return (data, *(size or (0, 0)))
