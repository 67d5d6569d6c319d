from datetime import datetime

from django.conf import settings

from .. import grammar
from ..models import Edition, GlossaryWord, HelpLine, LinkCheck, Notice
from .findings import Context

DISCLOSURE_NOTICE = "editorial-policy"
DISCLOSURE_FACT = "funding_statement"


def context_at(at: datetime, *, also_published: frozenset[str] = frozenset(), is_signed: bool = False) -> Context:
    """`also_published`: articles that the same transaction is about to publish. Four queries."""
    notices = list(Notice.objects.effective(on=at.date()))
    policy = next((notice.body for notice in notices if notice.slug == DISCLOSURE_NOTICE), "")
    return Context(
        today=at.date(),
        notices_in_force=frozenset(notice.slug for notice in notices),
        has_disclosure=any(match[1] == DISCLOSURE_FACT for match in grammar.FACT.finditer(policy)),
        is_funding_named=bool(settings.SITE_FACTS[DISCLOSURE_FACT]),
        has_verified_help_line=HelpLine.objects.lines().verified().exists(),
        article_slugs=frozenset(Edition.objects.visible(at=at).values_list("slug", flat=True)) | also_published,
        is_signed=is_signed,
        dead_links=frozenset(LinkCheck.objects.dead().values_list("url", flat=True)),
        glossary=frozenset(GlossaryWord.objects.values_list("word", flat=True)),
    )
