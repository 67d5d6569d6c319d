"""Fill a site with articles in every state that the desk knows. All of it is made up, and says that it is test data."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from PIL import Image

from articles import checks, publishing
from articles.documents import apply_document, freeze
from articles.models import Article, GlossaryWord, Notice, Picture, Topic
from articles.reading.pictures.files import reencoded
from articles.upkeep import reports

DAY = timedelta(days=1)
ALL_BLOCKS = """Test data: a paragraph with **bold** words, a citation [first] and another [second].

### Test data: a heading

- a list
- of two items [first]

1. a step
2. and the next

::: call-now
Test data in a callout.
:::

::: see-a-doctor
Test data in a callout.
:::

::: warning
Test data in a callout. [second]
:::

::: note
Test data with [a link](https://example.org/test), [a page](article:understanding-depression) and
[a notice](notice:disclaimer).
:::"""
WRITTEN_ANEW = "Test data: this sentence was written anew."


class Articles:
    """Makes each article by the verbs of the desk. `now` is the moment at which the last of them stands."""

    def __init__(self, people: dict[str, User], now: datetime) -> None:
        self.people = people
        self.now = now
        self.author, self.publisher = people["author"], people["publisher"]

    def make_all(self) -> None:
        self._furnish()
        self._several_editions()
        self._withdrawn()
        self._scheduled()
        self._waiting()
        self._overridden()
        self._published_alone()
        self._draft_with_a_voided_signature()

    def _furnish(self) -> None:
        today = self.now.date()
        GlossaryWord.objects.create(word="zimelidine", meaning="Test data: a word that a page would explain.")
        for days in (-20, -5, 30):
            body = f"Test data: the words of this notice from day {days} on.\n\n## A part\n\nMore test data."
            day = today + days * DAY
            Notice.objects.create(slug="test-data", kind="legal", title="Test data", effective_from=day, body=body)

    def _document(self, slug: str, **fields: Any) -> dict[str, Any]:
        today = self.now.date()
        sources = [
            {
                "key": key,
                "publisher": "Journal of Test Data",
                "title": f"Test data: the {key} source",
                "url": f"https://example.org/{key}",
                "kind": "trial",
                "published": "2024-01",
                "seen": "original",
                "accessed_on": (today - 40 * DAY).isoformat(),
            }
            for key in ("first", "second")
        ]
        return {
            **dict.fromkeys(("clinical_reviewer", "poll"), ""),
            **dict.fromkeys(("reviewed_on", "picture")),
            "slug": slug,
            "title": f"Test data: {slug.removeprefix('test-data-').replace('-', ' ')}",
            "summary": "Test data, made for a test of upgrades. Nothing here is health information.",
            "author": "A test author",
            "tags": ["test"],
            "topics": [Topic.objects.order_by("pk")[0].slug],
            "key_points": ["Test data: one point."],
            "questions": ["Test data: one question?"],
            "facts_checked_on": (today - 30 * DAY).isoformat(),
            "review_due_on": (today + 300 * DAY).isoformat(),
            "sections": [{"heading": "Test data", "aspect": "overview", "body": ALL_BLOCKS}],
            "sources": sources,
        } | fields

    def _article(self, slug: str, *, at: datetime, **fields: Any) -> Article:
        article = apply_document(self._document(slug, **fields), Article(owner=self.author))
        publishing.save_version(article, by=self.author, at=at)
        return article

    def _change(self, article: Article, *, at: datetime, **fields: Any) -> None:
        publishing.save_version(apply_document({**freeze(article), **fields}, article), by=self.author, at=at)

    def _approve(self, article: Article, *, at: datetime) -> None:
        publishing.submit(article, by=self.author, note="Test data.", at=at)
        publishing.approve(article, by=self.people["reviewer"], at=at)

    def _publish(self, article: Article, *, at: datetime, kind: str = "new page", **more: Any) -> Any:
        self._approve(article, at=at)
        note = f"Test data: {kind}."
        return publishing.publish(article, by=self.publisher, change_class=kind, change_note=note, at=at, **more)

    def _sign(self, article: Article, *, at: datetime) -> None:
        number = article.versions.newest().number
        role = "Clinician made up for a test"
        publishing.sign(article, by=self.people["clinician"], name="Test Clinician", role=role, expected=number, at=at)

    def _several_editions(self) -> None:
        start = self.now - 25 * DAY
        article = self._article("test-data-old-address", at=start, picture={"id": self._picture().pk})
        edition = self._publish(article, at=start)
        reports.receive(edition, "Test data: a reader says that a word is wrong.", at=start + DAY)
        later = [{"heading": "Test data", "aspect": "overview", "body": f"{WRITTEN_ANEW}\n\n{ALL_BLOCKS}"}]
        risks = {"heading": "Test data on risks", "aspect": "risks", "body": "Test data. [second]"}
        self._change(article, at=start + 5 * DAY, sections=[*later, risks], key_points=["Test data: another point."])
        self._publish(article, at=start + 6 * DAY, kind="evidence update")
        self._change(article, at=start + 9 * DAY, slug="test-data-several-editions", title="Test data: a new address")
        publishing.submit(article, by=self.author, at=start + 10 * DAY)
        self._sign(article, at=start + 10 * DAY)
        publishing.approve(article, by=self.people["reviewer"], at=start + 11 * DAY)
        note = {"change_class": "correction", "change_note": "Test data: another address."}
        publishing.publish(article, by=self.publisher, at=start + 12 * DAY, **note)

    def _picture(self) -> Picture:
        """As the desk's form stores an upload."""
        file = io.BytesIO()
        Image.new("RGB", (900, 600), (92, 120, 140)).save(file, "PNG")
        made = reencoded(ContentFile(file.getvalue(), "test.png"))
        rights = {"alt": "Test data: a plain area", "credit": "A test", "licence": "CC0-1.0"}
        picture = Picture(sha256=made.sha256, width=made.width, height=made.height, **rights)
        picture.file.save(f"{made.sha256}.webp", ContentFile(made.data))
        return picture

    def _withdrawn(self) -> None:
        edition = self._publish(self._article("test-data-withdrawn", at=self.now - 20 * DAY), at=self.now - 20 * DAY)
        publishing.withdraw(edition, by=self.publisher, reason="Test data: it was wrong.", at=self.now - 10 * DAY)

    def _scheduled(self) -> None:
        start = self.now - 15 * DAY
        article = self._article("test-data-scheduled", at=start)
        self._publish(article, at=start)
        self._change(article, at=start + DAY, summary="Test data: the summary of an edition that waits for its date.")
        self._publish(article, at=self.now - 2 * DAY, kind="rewording", publish_at=self.now + 20 * DAY)

    def _waiting(self) -> None:
        """One waits for a review and has a signature, one is approved and waits for a publisher."""
        start = self.now - 5 * DAY
        in_review = self._article("test-data-in-review", at=start)
        publishing.submit(in_review, by=self.author, note="Test data: please read it.", at=start)
        self._sign(in_review, at=start + DAY)
        self._approve(self._article("test-data-approved", at=start), at=start + DAY)

    def _overridden(self) -> None:
        start = self.now - 8 * DAY
        article = self._article("test-data-overridden", at=start, sources=[])
        document = article.versions.newest().document
        found = checks.review(document, checks.context_for(article, document, at=start))
        until = (start + 80 * DAY).date()
        for check in dict.fromkeys(one.check for one in found if one.level == checks.Level.BLOCK):
            reason = "Test data: nothing here needs it."
            publishing.override(article, check=check, reason=reason, expires_on=until, by=self.publisher, at=start)
        self._publish(article, at=start)

    def _published_alone(self) -> None:
        start = self.now - 6 * DAY
        article = self._article("test-data-published-alone", at=start)
        words = {
            "change_class": "new page",
            "change_note": "Test data.",
            "own_reason": "Test data: nobody else is here.",
        }
        publishing.publish_alone(article, by=self.publisher, at=start, **words)

    def _draft_with_a_voided_signature(self) -> None:
        start = self.now - 4 * DAY
        article = self._article("test-data-draft", at=start)
        publishing.submit(article, by=self.author, at=start)
        self._sign(article, at=start + DAY)
        warned = [
            {"heading": "Test data", "aspect": "overview", "body": f"Test data: take 20 mg. [first]\n\n{ALL_BLOCKS}"}
        ]
        self._change(article, at=start + 2 * DAY, sections=warned)
        version = article.versions.newest()
        lasts = timedelta(days=30)
        publishing.share_preview(version, by=self.author, lasts=lasts, made_for="A test reader", at=start + 3 * DAY)
