"""Write an article as plain values for the API, in the shapes of shapes.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ...markdown import rendering
from ...models import Edition, Notice, StatementVersion
from ...models.articles import Seen
from ...schema.definition import IN_API, Document
from ...statements.drawing import words_of
from ..article_page import ArticlePage
from ..help_lines import load_help_lines
from ..notices import facts

Answer = dict[str, Any]


def url_of(name: str, *args: Any) -> str:
    """The absolute URL on the public site, whatever host the request named."""
    return settings.SITE_URL + reverse(name, args=args)


def summary_of(page: ArticlePage, *, first_published: datetime, modified_at: datetime) -> Answer:
    """A shapes.Summary. No queries where the edition's version and topics are loaded."""
    edition, document = page.edition, page.document
    return {
        "slug": edition.slug,
        "title": edition.title,
        "summary": edition.summary,
        "language": settings.LANGUAGE_CODE.partition("-")[0],
        "url": url_of("articles:detail", edition.slug),
        "api": url_of("api:page", edition.slug),
        "topics": [
            {"slug": topic.slug, "name": topic.name, "url": url_of("articles:topic", topic.slug)}
            for topic in edition.topics.all()
        ],
        "aspects": list(dict.fromkeys(section["aspect"] for section in document["sections"])),
        "author": document["author"],
        "clinical_review": _review(page.signature),
        "dates": {
            "first_published": first_published.date(),
            "this_edition": edition.publish_at.date(),
            "last_changed": modified_at.date(),
            "facts_checked": document["facts_checked_on"],
            "next_check_due": document["review_due_on"],
            "is_overdue": page.is_overdue,
        },
        "edition": {
            "number": edition.number,
            "change_class": edition.change_class,
            "change_note": edition.change_note,
            "url": url_of("articles:edition", edition.slug, edition.number),
        },
    }


def page_of(page: ArticlePage, *, first_published: datetime, aspect: str = "") -> Answer:
    """A shapes.Page, with all sections or those of one aspect. Raises Notice.DoesNotExist without a disclaimer."""
    sections = [
        _section(page, rendered, written)
        for rendered, written in zip(page.html["sections"], page.document["sections"], strict=True)
        if aspect in {"", rendered["aspect"]}
    ]
    return {
        **summary_of(page, first_published=first_published, modified_at=page.modified_at),
        **{field.api: page.document[field.name] for field in IN_API},
        "sections": sections,
        "sources": [_source(source) for source in page.sources],
        "picture": page.document["picture"] and _picture(page.document["picture"]),
        "pictures": [{"name": one["name"], **_picture(one)} for one in page.document["pictures"]],
        "disclaimer": disclaimer(),
        "help_lines": _help_lines(),
        "terms": _terms(page),
    }


def gone(edition: Edition) -> Answer:
    """A shapes.Gone for a withdrawn edition."""
    return {
        "error": _("This page was withdrawn. Please take down every copy of it."),
        "reason": edition.withdrawal_reason,
        "withdrawn_on": edition.withdraw_at.date() if edition.withdraw_at else None,
        "history": url_of("articles:editions", edition.slug),
    }


def _review(signature: dict[str, Any] | None) -> Answer | None:
    """Only a clinician's signature counts as a review, as on the page: a name that an editor typed does not."""
    if signature is None:
        return None
    return {"reviewed_by": signature["name"], "role": signature["role"], "reviewed_on": signature["signed_on"]}


def _section(page: ArticlePage, rendered: dict[str, Any], written: Document) -> Answer:
    address = url_of("articles:detail", page.edition.slug)
    carried = rendering.statement_names(written["body"])
    return {
        "heading": rendered["heading"],
        "aspect": rendered["aspect"],
        "url": f"{address}#{rendered['id']}",
        "html": rendering.with_whole_addresses(rendered["html"], page=address),
        "text": rendering.plain(
            written["body"],
            statements=words_of(page.statements),
            alternatives=rendering.alternatives(page.document["pictures"]),
        ),
        "statements": [_statement(page.statements[name]) for name in dict.fromkeys(carried)],
    }


def _statement(version: StatementVersion) -> Answer:
    return {
        "slug": version.statement.slug,
        "title": version.title,
        "version": version.number,
        "in_force_since": version.effective_from,
        "clinical_review": _review(version.signature),
        "text": rendering.plain(version.body),
        "url": settings.SITE_URL + version.statement.get_absolute_url(),
    }


def _source(source: dict[str, Any]) -> Answer:
    named = {name: source[name] for name in ("number", "publisher", "title", "url", "kind")}
    seen = source["seen"]
    return named | {"published": source["published"] or "", "how_it_was_read": str(Seen(seen).label) if seen else ""}


def _picture(picture: Document) -> Answer:
    kept = {name: picture[name] for name in ("width", "height", "credit", "licence")}
    alt = "" if picture["is_decorative"] else picture["alt"]
    return kept | {"alt": alt, "url": url_of("media", picture["file"])}


def disclaimer() -> Answer:
    """A shapes.Disclaimer of the one in force, with whole URLs. Raises Notice.DoesNotExist where there is none."""
    notice = Notice.objects.in_force("disclaimer")
    address = url_of("articles:notice", notice.slug)
    return {
        "title": notice.title,
        "html": rendering.with_whole_addresses(rendering.notice_html(notice.body, facts()), page=address),
        "text": rendering.plain(notice.body),
        "in_force_since": notice.effective_from,
        "url": address,
    }


def _help_lines() -> list[Answer]:
    return [
        {"country": line.country, "name": line.name, "call": line.call, "text": line.text, "url": line.url}
        for country in load_help_lines().verified_countries
        for line in country.lines
    ]


def _terms(page: ArticlePage) -> Answer:
    edition = page.edition
    return {
        "licence": settings.SITE_FACTS["content_licence"],
        "attribution": _("%(title)s. %(site)s, %(author)s, edition %(number)s, %(day)s. %(address)s")
        % {
            "title": edition.title,
            "site": settings.SITE_NAME,
            "author": page.document["author"],
            "number": edition.number,
            "day": edition.publish_at.date().isoformat(),
            "address": url_of("articles:detail", edition.slug),
        },
        "conditions": _(
            "Show the disclaimer, the dates, the help lines and the link to the page with every copy. Change no words. "
            "Ask for the page again at least once in seven days: pages are corrected, and some are withdrawn."
        ),
    }
