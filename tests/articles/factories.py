"""Made-up articles, people and notices. Nothing here is health information."""

from datetime import UTC, datetime, time

from django.contrib.auth.models import Group, User

from articles.documents import apply_document, freeze
from articles.models import Article, HelpLine, HelpLineKind, Notice, Statement, StatementVersion, Topic
from articles.publishing import approve, publish, save_version, submit
from articles.schema.definition import SOURCE, blank, blank_row
from tests.moments import NOW, TODAY, in_days, iso_day

LONG_AGO = in_days(-300)


def make_person(name, *roles):
    user = User.objects.create(username=name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_source(key="study", **fields):
    made = {
        "key": key,
        "publisher": "Journal of Examples",
        "title": "An example that is made up",
        "url": "https://example.org/study",
        "kind": "trial",
        "published": "2024",
        "seen": "original",
    }
    return blank_row(SOURCE) | made | fields


def make_section(heading="What it is", body="An example of a page. [study]", aspect="overview"):
    return {"heading": heading, "aspect": aspect, "body": body}


def make_document(**fields):
    """One that passes every blocking check, where the notices and a help line are there."""
    made = {
        "slug": "example",
        "title": "Example",
        "summary": "A made-up page.",
        "author": "A test author",
        "key_points": ["One point."],
        "questions": ["One question?"],
        "facts_checked_on": iso_day(-22),
        "review_due_on": iso_day(343),
        "sections": [make_section()],
        "sources": [make_source()],
    }
    return blank() | made | fields


def make_article(*, by=None, owner=None, at=NOW, **fields):
    """A draft; with `by`, its first version is saved."""
    article = apply_document(make_document(**fields), Article(owner=owner))
    if by:
        save_version(article, by=by, at=at)
    return article


def change(article, *, by, expected=None, at=NOW, **fields):
    """Save the working copy with other fields of its document."""
    return save_version(apply_document({**freeze(article), **fields}, article), by=by, expected=expected, at=at)


def make_edition(article, *, by, second, publisher=None, at=NOW, **publication):
    submit(article, by=by, at=at)
    approve(article, by=second, at=at)
    words = {"change_class": "new page", "change_note": "Made up for a test."}
    return publish(article, by=publisher or by, at=at, **words | publication)


def make_notice(slug="disclaimer", *, effective_from=LONG_AGO, body="Words of a notice.", kind="disclaimer"):
    return Notice.objects.create(slug=slug, kind=kind, title=slug, effective_from=effective_from, body=body)


def make_notices():
    make_notice()
    make_notice("editorial-policy", kind="policy", body="{{ site.funding_statement }}")


def make_help_line(**fields):
    return HelpLine.objects.create(
        **{
            "kind": HelpLineKind.LINE,
            "country": "US",
            "country_name": "United States",
            "name": "A made-up line",
            "call": "000",
            "source": "https://example.org/line",
            "verified_on": TODAY,
        }
        | fields
    )


def make_topic(slug="examples", **fields):
    return Topic.objects.create(**{"slug": slug, "name": slug.title(), "summary": "Made-up pages."} | fields)


def make_statement(slug="made-up-warning", *, by=None, number=1, effective_from=LONG_AGO, **fields):
    """A version in force, as a content pack loads it; `by` wrote it and approved it."""
    writer = by or User.objects.get_or_create(username="content-pack")[0]
    begins = datetime.combine(effective_from, time(), tzinfo=UTC)
    approval = {"number": number, "approved_by": writer, "approved_at": begins, "in_force_from": begins}
    return make_draft_statement(slug, by=writer, effective_from=effective_from, **approval | fields)


def make_draft_statement(slug="made-up-warning", *, by, effective_from=TODAY, **fields):
    made = {
        "title": "A made-up warning",
        "body": "Words of a made-up statement. [study]",
        "sources": [make_source()],
        "saved_at": NOW,
    }
    statement, _is_new = Statement.objects.get_or_create(slug=slug)
    return StatementVersion.objects.create(
        statement=statement, written_by=by, effective_from=effective_from, **made | fields
    )
