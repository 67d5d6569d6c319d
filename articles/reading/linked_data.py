"""Describe a page for search engines as schema.org's MedicalWebPage. States only facts that the page can show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from ..models import Edition
from ..models.articles import Aspect
from .article_page import ArticlePage

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


def medical_web_page(page: ArticlePage, *, first: Edition) -> dict[str, Any]:
    """The JSON-LD object. `first` is the article's first edition, for `datePublished`.

    `creditText` is the author line: a person or a team. `reviewedBy` is given only where a clinician signed the text.
    """
    url = settings.SITE_URL + reverse("articles:detail", args=[page.edition.slug])
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": url,
        "name": page.edition.title,
        "description": page.edition.summary,
        "inLanguage": settings.CONTENT_LANGUAGE,
        "isAccessibleForFree": True,
        "image": settings.SITE_URL + reverse("articles:share_picture", args=[page.edition.slug, page.edition.number]),
        "creditText": page.document["author"],
        "datePublished": first.publish_at.date().isoformat(),
        "dateModified": page.modified_at.date().isoformat(),
        "hasPart": [_part(section, url) for section in page.sections],
        "citation": [source["url"] for source in page.sources if source["url"]],
    }
    if page.signature:
        facts["reviewedBy"] = {
            "@type": "Person",
            "name": page.signature["name"],
            "description": page.signature["role"],
        }
        facts["lastReviewed"] = page.signature["signed_on"]
    return facts


def _part(section: dict[str, Any], url: str) -> dict[str, Any]:
    part = {"@type": "HealthTopicContent", "name": section["heading"], "url": f"{url}#{section['id']}"}
    aspect = HEALTH_ASPECTS.get(section["aspect"])
    return part | {"hasHealthAspect": f"https://schema.org/{aspect}"} if aspect else part
