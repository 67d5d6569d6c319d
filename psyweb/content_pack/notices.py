"""notices/*.md: one version of one notice each."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from articles.markdown import grammar, rendering
from articles.models import NoticeKind

from . import fields, text_files
from .faults import FaultList

FRONT = fields.Shape(
    "a notice",
    {
        "slug": fields.slug,
        "title": fields.text_up_to(120),
        "kind": fields.one_of(NoticeKind.values),
        "effective_from": fields.day,
    },
)


@dataclass(frozen=True)
class PackedNotice:
    file: str
    slug: str
    title: str
    kind: str
    effective_from: date
    body: str
    links: tuple[tuple[int, str, str], ...]  # (line, article or notice, slug)


def read_notice(text: str, file: str) -> tuple[PackedNotice | None, list]:
    faults = FaultList(file)
    front, body, first_line = text_files.split(text, faults)
    if front is None:
        return None, faults.faults
    values = fields.read_mapping(front, FRONT, faults)
    if not body.strip():
        faults.add(first_line, "The notice is empty.")
    for fault in rendering.notice_faults(body, facts=settings.SITE_FACTS):
        faults.add(first_line + fault.line - 1, fault.message)
    if faults.faults:
        return None, faults.faults
    links = tuple((first_line + line - 1, kind, slug) for line, kind, slug in grammar.internal_links(body))
    return PackedNotice(file, **values, body=body.strip("\n"), links=links), []
