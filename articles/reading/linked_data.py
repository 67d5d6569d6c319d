"""Describe pages for search engines in the words of schema.org. State only facts that the pages show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from ..models import Edition, Topic
from ..models.articles import Aspect
from .api.answers import url_of
from .article_page import ArticlePage
from .live.cards import Card

# Aspects that have a name in schema.org; sections on other aspects carry none.
HEALTH_ASPECTS = {
    Aspect.OVERVIEW: "OverviewHealthAspect",
    Aspect.CAUSES: "CausesHealthAspect",
    Aspect.SYMPTOMS: "SymptomsHealthAspect",
    Aspect.TREATMENTS: "TreatmentsHealthAspect",
    Aspect.RISKS: "RisksOrComplicationsHealthAspect",
    Aspect.SIDE_EFFECTS: "SideEffectsHealthAspect",
    Aspect.SELF_CARE: "SelfCareHealthAspect",
    Aspect.OUTLOOK: "PrognosisHealthAspect",
    Aspect.LIVING_WITH: "LivingWithHealthAspect",
    Aspect.GETTING_HELP: "GettingAccessHealthAspect",
}


def web_site() -> dict[str, Any]:
    """The object of the front page."""
    return described("WebSite", url_of("front"), settings.SITE_NAME)


def collection_page(topic: Topic, pages: Iterable[Card]) -> dict[str, Any]:
    """The object of a topic's page, with the articles that it lists."""
    parts = [_part("WebPage", page.title, url_of("articles:detail", page.slug)) for page in pages]
    page = described("CollectionPage", url_of("articles:topic", topic.slug), topic.name)
    return {**page, "description": topic.summary, "hasPart": parts}


def medical_web_page(page: ArticlePage, *, first: Edition, topics: Iterable[Topic]) -> dict[str, Any]:
    """The object of an article. `first` is the article's first edition, for `datePublished`.

    `creditText` is the author line: a person or a team, nobody says which. As `author` stands who answers for the page,
    its publisher. `reviewedBy` is given only where a clinician signed the text.
    """
    url = url_of("articles:detail", page.edition.slug)
    facts: dict[str, Any] = {
        **described("MedicalWebPage", url, page.edition.title),
        "description": page.edition.summary,
        "about": [_part("Thing", topic.name, url_of("articles:topic", topic.slug)) for topic in topics],
        "author": _publisher(),
        "image": url_of("articles:share_picture", page.edition.slug, page.edition.number),
        "creditText": page.document["author"],
        "datePublished": first.publish_at.date().isoformat(),
        "dateModified": page.modified_at.date().isoformat(),
        "hasPart": [_section(section, url) for section in page.sections],
        "citation": [_part("CreativeWork", source["title"], source["url"]) for source in page.sources if source["url"]],
    }
    if page.signature:
        facts["reviewedBy"] = {
            "@type": "Person",
            "name": page.signature["name"],
            "description": page.signature["role"],
        }
        facts["lastReviewed"] = page.signature["signed_on"]
    return facts


def described(kind: str, url: str, name: str) -> dict[str, Any]:
    """What every page says of itself."""
    return {
        "@context": "https://schema.org",
        **_part(kind, name, url),
        "inLanguage": settings.CONTENT_LANGUAGE,
        "isAccessibleForFree": True,
        "publisher": _publisher(),
    }


def _publisher() -> dict[str, Any]:
    return _part("Organization", settings.SITE_FACTS["owner"] or settings.SITE_NAME, url_of("front"))


def _part(kind: str, name: str, url: str) -> dict[str, Any]:
    return {"@type": kind, "name": name, "url": url}


def _section(section: dict[str, Any], url: str) -> dict[str, Any]:
    part = _part("HealthTopicContent", section["heading"], f"{url}#{section['id']}")
    aspect = HEALTH_ASPECTS.get(section["aspect"])
    return part | {"hasHealthAspect": f"https://schema.org/{aspect}"} if aspect else part
