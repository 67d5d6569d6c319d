"""Editions as they stand in the database, without the way to them. Made up; nothing here is health information."""

from itertools import count as numbers

from django.contrib.auth.models import User
from django.utils.dateparse import parse_date

from articles.models import Article, Edition, HelpLine, Notice, Topic, Version, WarningSigns
from articles.publishing import edition_content
from articles.reading import help_lines
from articles.schema.definition import SOURCE, blank, blank_row
from articles.search import index
from tests.moments import DAY, NOON, iso_day

LONG_AGO = NOON - 300 * DAY
LONG_AGO_ON = LONG_AGO.date()
_numbers = numbers(1)


def furnish():
    """What every public page needs: a disclaimer in force, a verified help line. Returns nothing."""
    help_lines.clear_cache()
    make_notice("disclaimer", body="**Made-up disclaimer.** Not advice.")
    make_notice("about", body="By {{ site.owner }}.")
    WarningSigns.objects.create(intro="Act fast:", signs=["a made-up sign"], source="https://example.org")
    HelpLine.objects.create(
        kind="line",
        country="US",
        country_name="United States",
        name="A made-up line",
        call="000 111",
        verified_on=LONG_AGO_ON,
    )


def make_notice(slug, *, body="Words of a notice.", effective_from=LONG_AGO_ON):
    return Notice.objects.create(slug=slug, kind=slug, title=slug.title(), effective_from=effective_from, body=body)


def make_public_document(**fields):
    number = next(_numbers)
    made = {
        "slug": f"made-up-{number}",
        "title": f"Made-up page {number}",
        "summary": "A summary that is made up.",
        "key_points": ["One made-up point."],
        "questions": ["One made-up question?"],
        "author": "A test author",
        "facts_checked_on": iso_day(-60),
        "review_due_on": iso_day(300),
        "sections": [{"heading": "What it is", "aspect": "causes", "body": "Example words. [study]"}],
        "sources": [
            blank_row(SOURCE)
            | {
                "key": "study",
                "publisher": "Journal of Examples",
                "title": "A made-up study",
                "url": "https://example.org/study",
                "kind": "trial",
                "published": "2024-01",
                "seen": "report",
            }
        ],
    }
    return blank() | made | fields


def make_public_edition(*, article=None, topics=(), publish_at=LONG_AGO, checks=None, **fields):
    """The next edition of the article, or the first of a new one."""
    document = make_public_document(**fields)
    person, _ = User.objects.get_or_create(username="made-up-publisher")
    article = article or Article.objects.create(slug=document["slug"], title=document["title"])
    number = article.editions.count() + 1
    version = Version.objects.create(article=article, number=number, document=document, saved_by=person)
    edition = Edition.objects.create(
        article=article,
        number=number,
        version=version,
        slug=document["slug"],
        title=document["title"],
        summary=document["summary"],
        html=edition_content.render(document),
        text=edition_content.text_of(document),
        change_class="new page",
        change_note=f"Made-up note {number}.",
        checks=checks or {"found": [], "overrides": [], "approval": "second person"},
        published_by=person,
        publish_at=publish_at,
        review_due_on=parse_date(document["review_due_on"] or ""),
    )
    edition.topics.set(topics)
    index.learn([edition])
    return edition


def withdraw(edition, *, reason="A made-up reason.", at=LONG_AGO):
    Edition.objects.filter(pk=edition.pk).update(withdraw_at=at, withdrawal_reason=reason)


def make_topic(slug="made-up-topic"):
    return Topic.objects.create(slug=slug, name=slug.title(), summary="Made-up pages.")
