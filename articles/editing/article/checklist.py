"""List the findings of the checks beside the form, for the stored text or for the text as it is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ... import checks, permissions
from ...checks import Finding, Level
from ...checks.safety import ASKED_BY
from ...checks.wording import GRAMMAR
from ...documents import QUESTIONS, Document
from ...models import Article, Override
from ...schema.definition import PLAIN_WORDS

TITLES = {
    Level.BLOCK: gettext_lazy("Must be settled before publication"),
    Level.WARN: gettext_lazy("Worth another look"),
    Level.ATTEST: gettext_lazy("To be confirmed by a person at publication"),
}
SOURCES = "sources-group"
# The id of the field that settles a finding: by the part of the text that it names, else by its check.
FIELD_OF_PART = {
    "title": "id_title", **{field.part: f"id_{field.form_name}" for field in PLAIN_WORDS},
    "sources": SOURCES, "picture": "id_picture",
}  # fmt: skip
NAME_OF_PART = {
    "title": gettext_lazy("Title"), **{field.part: field.label for field in PLAIN_WORDS},
    QUESTIONS: gettext_lazy("Questions"), "sources": gettext_lazy("Sources"), "picture": gettext_lazy("Picture"),
}  # fmt: skip
FIELD_OF_CHECK = {
    "author-line": "id_author",
    "has-a-source": SOURCES,
    "review-due-date": "id_review_due_on",
    "review-is-not-overdue": "id_review_due_on",
    "review-is-due-within-a-year": "id_review_due_on",
    "facts-were-checked": "id_facts_checked_on",
    "talk-of-suicide-is-tagged": "id_tags",
    "depression-is-tagged": "id_tags",
    "poll-is-known": "id_poll_slug",
    "poll-is-open": "id_poll_slug",
}
SECTIONS = "sections-group"


@dataclass(frozen=True)
class Line:
    """A finding, and in `place` the id of the field that settles it, or "" where no field does."""

    finding: Finding
    place: str
    is_overridden: bool
    asks_for_words: bool = False  # A person may confirm that a sentence of the page says it.

    @property
    def where(self) -> str:
        """The heading of the section, or the name of the part of the text."""
        return str(NAME_OF_PART.get(self.finding.where, self.finding.where))


@dataclass
class Group:
    """The findings of one level."""

    level: str
    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Checklist:
    """The findings by level, the blocking ones first."""

    groups: list[Group]
    article: Article | None
    may_override: bool
    is_refused: bool = False  # The text is too large to be checked.

    @property
    def blocking(self) -> int:
        """The number of findings that block publication."""
        return sum(not line.is_overridden for line in self.groups[0].lines)

    @property
    def is_ready(self) -> bool:
        return self.blocking == 0

    @property
    def summary(self) -> str:
        """One sentence that is complete for screen readers too."""
        warnings = len(self.groups[1].lines)
        looks = ngettext("%(count)d thing is", "%(count)d things are", warnings) % {"count": warnings}
        if self.is_ready:
            return _("Nothing blocks publication; %(looks)s worth another look.") % {"looks": looks}
        blocks = ngettext("%(count)d thing blocks", "%(count)d things block", self.blocking) % {"count": self.blocking}
        return _("%(blocks)s publication; %(looks)s worth another look.") % {"blocks": blocks, "looks": looks}


def checklist(
    document: Document,
    rows: Iterable[tuple[int, Mapping[str, object]]] | None,
    *,
    article: Article | None,
    user: User | AnonymousUser,
    at: datetime,
) -> Checklist:
    """The checks of a document. `rows` are the sections with their numbers in the form; None where there is no form.

    One query for the overrides, and those of the checks.
    """
    found = checks.review(document, checks.context_for(article, document, at=at))
    overridden = {made.check_name for made in _valid_overrides(article, at)}
    places = {str(row["heading"]): f"id_sections-{number}-body" for number, row in rows or ()}
    may_confirm = bool(article and article.pk) and permissions.may_confirm_words(user)
    groups = {level: Group(level.value, str(title)) for level, title in TITLES.items()}
    for finding in found:
        place = "" if rows is None else _place(finding, places)
        groups[finding.level].lines.append(
            Line(finding, place, finding.check in overridden, may_confirm and finding.check in ASKED_BY)
        )
    return Checklist(list(groups.values()), article, bool(article) and permissions.may_override(user))


def refusal(reason: str, article: Article | None) -> Checklist:
    """The list for a text that is too large to be checked."""
    line = Line(Finding("document-is-bounded", Level.BLOCK, GRAMMAR, reason), SECTIONS, is_overridden=False)
    groups = [Group(level.value, str(title), [line] if level == Level.BLOCK else []) for level, title in TITLES.items()]
    return Checklist(groups, article, may_override=False, is_refused=True)


def _valid_overrides(article: Article | None, at: datetime) -> Iterable[Override]:
    return article.overrides.valid(on=at.date()) if article else ()


def _place(finding: Finding, places: dict[str, str]) -> str:
    if finding.level == Level.ATTEST:
        return ""
    if finding.where:
        return places.get(finding.where) or FIELD_OF_PART.get(finding.where, SECTIONS)
    return FIELD_OF_CHECK.get(finding.check, "")
