"""Prepare an edition for a page: its frozen content, with the dates and states of the day around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from math import ceil
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..markdown.rendering import stored_html, with_explanations
from ..models import Edition
from ..models.articles import Aspect
from ..models.editions import NO_SECOND_PERSON
from ..statements import in_force
from ..statements.drawing import drawn
from ..statements.in_force import Statements, names_placed
from .live.explained_words import ExplainedWords

WEB = re.compile(r"https?://")
# Silent reading of plain English runs at about 240 words a minute (Brysbaert, 2019,
# doi.org/10.1016/j.jml.2019.104047); low mood and a small screen slow it down.
WORDS_A_MINUTE = 180
ATTEST = "attest"  # The level of findings that a person has to confirm (articles/checks/findings.py).
OVERDUE_GRACE = timedelta(days=90)  # After it, search engines are asked not to list an overdue page.


@dataclass
class ArticlePage:
    """One edition on one day. No queries beyond those of the edition's own version and topics, and one for statements.

    `given`: the statements to draw, where they were loaded for several pages at once; with `is_history`, those that
    stood on the page when it was published. `words`: those to explain where they stand first; without, none.
    """

    edition: Edition
    at: datetime
    given: Statements | None = None
    is_history: bool = False
    words: ExplainedWords | None = None

    @property
    def document(self) -> dict[str, Any]:
        return self.edition.document

    @cached_property
    def html(self) -> dict[str, Any]:
        """Rendered {sections, sources} with the statements in their places; the sections are safe for a template."""
        how = {"may_lack": self.edition.pk is None, "is_history": self.is_history}
        explained = self.words.on_a_page() if self.words else lambda _text: iter(())
        sections = [
            {
                **section,
                "html": drawn(with_explanations(stored_html(section["html"]), explained), self.statements, **how),
            }
            for section in self.edition.html["sections"]
        ]
        return {**self.edition.html, "sections": sections}

    @cached_property
    def statements(self) -> Statements:
        """The statements to draw, by name, in reading order. One query, or none for a page without any."""
        if self.given is not None:
            return self.given
        return in_force(names_placed(self.edition.html), on=self.at.date())

    @property
    def modified_at(self) -> datetime:
        """When readers first saw the page as it is: the publication, or a statement's coming into force since."""
        moments = [version.in_force_from for version in self.statements.values() if version.in_force_from]
        return max([self.edition.publish_at, *moments])

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """[{id, heading, aspect, html, eyebrow}]; `eyebrow` is the text above the heading, or ""."""
        return [{**section, "eyebrow": _eyebrow(section)} for section in self.html["sections"]]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The frozen sources, each with its number, id and links back to where it is cited.

        A form refuses any address but a web address; one that was frozen all the same is "".
        """
        return [{**source, "url": source["url"] if WEB.match(source["url"]) else ""} for source in self.html["sources"]]

    @property
    def reading_minutes(self) -> int:
        return max(1, ceil(len(self.edition.text.split()) / WORDS_A_MINUTE))

    @property
    def review_due_on(self) -> date | None:
        return _day(self.document.get("review_due_on"))

    @property
    def is_overdue(self) -> bool:
        return self.review_due_on is not None and self.review_due_on < self.at.date()

    @property
    def is_indexable(self) -> bool:
        """Whether search engines may list the page: its review is not overdue for longer than OVERDUE_GRACE."""
        return self.review_due_on is None or self.at.date() <= self.review_due_on + OVERDUE_GRACE

    @property
    def approval(self) -> str:
        """The sentence of the public panel about who approved the page, or ""."""
        return str(APPROVALS.get(self.edition.checks.get("approval", ""), ""))

    @property
    def signature(self) -> dict[str, Any] | None:
        """{name, role, signed_on, version} of the clinician who signed this version of the text, or None."""
        return self.edition.checks.get("signature")

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Findings that a program can decide: [{check, level, message, …}]."""
        return [finding for finding in self.edition.checks.get("found", []) if finding.get("level") != ATTEST]

    @property
    def confirmed(self) -> list[dict[str, str]]:
        """Statements that no program can check and a person confirmed: [{words, by}]."""
        by = {one["check"]: one["by"] for one in self.edition.checks.get("attested", [])}
        return [{"words": one["message"], "by": by[one["check"]]} for one in self._to_confirm if one["check"] in by]

    @property
    def own_words(self) -> list[dict[str, str]]:
        """Sentences that a person confirmed in place of a statement: [{statement, sentence, by, on}]."""
        return self.edition.checks.get("own_words", [])

    @property
    def unconfirmed(self) -> list[str]:
        """Statements that no program can check and nobody confirmed."""
        by = {one["check"] for one in self.edition.checks.get("attested", [])}
        return [one["message"] for one in self._to_confirm if one["check"] not in by]

    @property
    def _to_confirm(self) -> list[dict[str, Any]]:
        return [finding for finding in self.edition.checks.get("found", []) if finding.get("level") == ATTEST]

    @property
    def overrides(self) -> list[dict[str, Any]]:
        """The recorded overrides, each with the message of the check as `words`."""
        said = {found["check"]: found["message"] for found in reversed(self.edition.checks.get("found", []))}
        said[NO_SECOND_PERSON] = str(_("No second person approved this text."))
        return [
            {**made, "words": said.get(made["check"], made["check"])}
            for made in self.edition.checks.get("overrides", [])
        ]


APPROVALS = {
    "second person": _("Approved by a second person, not the one who wrote it."),
    "own author": _("Approved by its own author."),
    "content pack": _("Loaded with the site, not approved by a second person."),
}


def article_page(edition: Edition, *, at: datetime | None = None, statements: Statements | None = None) -> ArticlePage:
    """The edition as it is shown now, or at `at`. `statements` as `ArticlePage.given`."""
    return ArticlePage(edition, at or timezone.now(), statements)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _eyebrow(section: dict[str, Any]) -> str:
    """The label of the section's aspect, or "" where the heading already says it."""
    label = str(Aspect(section["aspect"]).label) if section["aspect"] in Aspect.values else ""
    return "" if label.split()[0].lower() in section["heading"].lower() else label
