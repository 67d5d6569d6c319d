"""The notices and the owner's facts in them."""

from django.conf import settings

from ..markdown.grammar import FACT
from ..models import Notice


def facts():
    """{name: value}, as the pack writes them: {{ site.name }}."""
    return settings.SITE_FACTS


def missing_facts(notice):
    """Names of the owner's facts that the notice shows and that are not filled in, in order."""
    return [name for name in dict.fromkeys(FACT.findall(notice.body)) if not settings.SITE_FACTS.get(name)]


def in_force_of_each():
    """The version in force of every notice, by title. One query."""
    newest = {}
    for notice in Notice.objects.effective():
        newest.setdefault(notice.slug, notice)
    return sorted(newest.values(), key=lambda notice: notice.title)
