"""Read the Markdown files of a pack: articles/*.md, one edition each; notices/*.md, statements/*.md, a version each."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.documents import blank, why_too_large
from articles.markdown import grammar, rendering
from articles.markdown.blocks.block import Fault
from articles.models import Aspect
from articles.schema.definition import SECTION as SECTION_FIELDS
from articles.schema.definition import blank_row

from .faults import FileReport
from .schema import IN_DOCUMENT, ArticleFile, NoticeFile, StatementFile
from .yaml_file import YamlFile

FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?P<yaml>.*?)^---[^\S\n]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^##[^\S\n]+(?P<heading>.+?)(?:[^\S\n]*\{(?P<mark>[^{}\n]*)\})?[^\S\n]*$", re.MULTILINE)
ASPECT_MARK = "aspect="
SECTION_FORM = gettext_lazy("A section begins with “## Heading {aspect=…}”.")
PREFACE = gettext_lazy("Words stand before the first section; a section begins with “## Heading {aspect=…}”.")

Section = tuple[dict[str, Any], int]  # (section of the document, line of its body in the file).


class PackedArticle(NamedTuple):
    """An edition of an article, read from one file."""

    yaml: YamlFile
    front: ArticleFile
    content: dict[str, Any]  # The document without topics and picture.


class PackedText(NamedTuple):
    """A version of a notice or of a statement, read from one file."""

    yaml: YamlFile
    front: NoticeFile | StatementFile
    body: str


def read_article(text: str, report: FileReport) -> PackedArticle | None:
    """Return the content, or None where the file has a fault. Faults and references go to `report`."""
    yaml, body, first_line = _split(text, report)
    if yaml is None:
        return None
    front = yaml.read(ArticleFile)
    sections = list(_sections(body, first_line, report))
    _match_citations(sections, yaml)
    if front is None or report.faults:
        return None
    content = front.model_dump(mode="json", include=IN_DOCUMENT)
    content["sections"] = [section for section, _line in sections]
    if reason := why_too_large(blank() | content):
        report.add(1, reason)
        return None
    return PackedArticle(yaml, front, content)


def read_notice(text: str, report: FileReport) -> PackedText | None:
    """As `read_article`."""
    return _read_text(text, report, NoticeFile, partial(rendering.notice_faults, facts=settings.SITE_FACTS))


def read_statement(text: str, report: FileReport) -> PackedText | None:
    """As `read_article`."""
    return _read_text(text, report, StatementFile, rendering.statement_faults)


def _read_text(
    text: str, report: FileReport, model: type[NoticeFile | StatementFile], faults_of: Callable[[str], Iterable[Fault]]
) -> PackedText | None:
    yaml, body, first_line = _split(text, report)
    if yaml is None:
        return None
    front = yaml.read(model)
    if not body.strip():
        report.add(first_line, _("The %(kind)s is empty.") % {"kind": report.file.partition("s/")[0]})
    _match_citations([({"body": body}, first_line)], yaml)
    _check_body(body, first_line, faults_of(body), report)
    return None if front is None or report.faults else PackedText(yaml, front, body.strip("\n"))


def _split(text: str, report: FileReport) -> tuple[YamlFile | None, str, int]:
    """Return (front matter, body, line of the file at which the body begins)."""
    found = FRONT_MATTER.match(text)
    if found is None:
        report.add(1, _("The file must begin with front matter between two lines of ---."))
        return None, "", 1
    return YamlFile("\n" + found["yaml"], report), found["body"], _line_at(text, found.start("body"))


def _sections(body: str, first_line: int, report: FileReport) -> Iterator[Section]:
    """Yield the sections in order, those with faults too."""
    heads = list(SECTION.finditer(body))
    starts = [*(head.start() for head in heads), len(body)]
    if preface := body[: starts[0]].strip():
        report.add(_line_at(body, body.index(preface), first_line), str(PREFACE))
    if not heads:
        report.add(first_line, _("The article has no section."))
    for head, end in zip(heads, starts[1:], strict=True):
        line = _line_at(body, head.start(), first_line)
        raw = body[head.end() : end]
        words = raw.strip("\n")
        body_line = line + len(raw) - len(raw.lstrip("\n"))
        if not words:
            report.add(line, _("The section “%(heading)s” is empty.") % {"heading": head["heading"]})
        _check_body(words, body_line, rendering.article_faults(words), report)
        aspect = _aspect(head["mark"] or "", line, report)
        yield {**blank_row(SECTION_FIELDS), "heading": head["heading"], "aspect": aspect, "body": words}, body_line


def _aspect(mark: str, line: int, report: FileReport) -> str:
    aspect = mark.removeprefix(ASPECT_MARK)
    if not mark.startswith(ASPECT_MARK):
        report.add(line, str(SECTION_FORM))
    elif aspect not in Aspect.values:
        message = _("“%(aspect)s” is not an aspect; use one of: %(known)s.")
        report.add(line, message % {"aspect": aspect, "known": ", ".join(Aspect.values)})
    return aspect


def _check_body(body: str, first_line: int, faults: Iterable[Fault], report: FileReport) -> None:
    for fault in faults:
        report.add(first_line + fault.line - 1, fault.message)
    named = [*grammar.internal_links(body), *((line, "picture", name) for line, name, _words in grammar.pictures(body))]
    report.references += [(first_line + line - 1, kind, name) for line, kind, name in named]
    for name in rendering.statement_names(body):
        line = _line_at(body, body.index(f"statement {name}"), first_line)
        report.references.append((line, "statement", name))


def _match_citations(sections: list[Section], yaml: YamlFile) -> None:
    """Report citations without a source, and sources that no section cites."""
    if ("sources",) not in yaml.parts:
        return
    parts = [(path, value) for path, (value, _line) in yaml.parts.items() if path[::2] == ("sources", "key")]
    keys = {value: path for path, value in parts if isinstance(value, str)}
    cited = set()
    for section, body_line in sections:
        for line, key in grammar.citations(section["body"]):
            cited.add(key)
            if key not in keys:
                message = _("“[%(key)s]” is cited, and no source has this key.")
                yaml.report.add(body_line + line - 1, message % {"key": key})
    for key in keys.keys() - cited:
        yaml.refuse(keys[key], _("No section cites the source “%(key)s”.") % {"key": key})


def _line_at(text: str, position: int, first_line: int = 1) -> int:
    return text.count("\n", 0, position) + first_line
