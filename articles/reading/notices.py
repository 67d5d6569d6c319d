"""Read the notices in force, and the facts about the site's owner that fill them in."""

from __future__ import annotations

from django.conf import settings

from ..markdown.inline import FACT
from ..models import Notice


def facts() -> dict[str, str]:
    """{name: value}; a notice writes a fact as {{ site.name }}."""
    return settings.SITE_FACTS


def missing_facts(notice: Notice) -> list[str]:
    """Names of the facts that the notice uses and the owner has not filled in, in the order of the notice."""
    return [name for name in dict.fromkeys(FACT.findall(notice.body)) if not settings.SITE_FACTS.get(name)]


def in_force_of_each() -> list[Notice]:
    """The version in force of each notice, ordered by title. One query."""
    newest: dict[str, Notice] = {}
    for notice in Notice.objects.effective():
        newest.setdefault(notice.slug, notice)
    return sorted(newest.values(), key=lambda notice: notice.title)
