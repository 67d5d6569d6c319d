"""Collect what the checks must know besides the document, with few queries."""

from datetime import datetime

from django.conf import settings

from ..documents import Document
from ..markdown import inline
from ..medicines import register
from ..models import Article, Edition, GlossaryWord, HelpLine, LinkCheck, Notice, Signature, StatementVersion
from ..signatures.standing import covering
from .findings import Context

DISCLOSURE_NOTICE = "editorial-policy"
DISCLOSURE_FACT = "funding_statement"


def context_for(
    article: Article | None, document: Document, *, at: datetime, also_published: frozenset[str] = frozenset()
) -> Context:
    """The context for a document of this article, saved or not; None for an article that was never saved.

    Seven queries: those of context_at, and one for the signatures that cover the document.
    """
    signature = covering(article, document) if article is not None and article.pk else None
    return context_at(at, also_published=also_published, signature=signature)


def context_at(
    at: datetime, *, also_published: frozenset[str] = frozenset(), signature: Signature | None = None
) -> Context:
    """The context at one moment, without an article. Six queries, and those of the register of medicines.

    `also_published`: slugs of articles that the same transaction is about to publish. For an article's document use
    context_for, which finds the signature.
    """
    notices = list(Notice.objects.effective(on=at.date()))
    policy = next((notice.body for notice in notices if notice.slug == DISCLOSURE_NOTICE), "")
    return Context(
        today=at.date(),
        notices_in_force=frozenset(notice.slug for notice in notices),
        has_disclosure=any(match[1] == DISCLOSURE_FACT for match in inline.FACT.finditer(policy)),
        is_funding_named=bool(settings.SITE_FACTS[DISCLOSURE_FACT]),
        has_verified_help_line=HelpLine.objects.lines().verified().exists(),
        article_slugs=frozenset(Edition.objects.visible(at=at).values_list("slug", flat=True)) | also_published,
        signature=signature,
        dead_links=frozenset(LinkCheck.objects.dead().values_list("url", flat=True)),
        statements=frozenset(
            StatementVersion.objects.effective(on=at.date()).values_list("statement__slug", flat=True)
        ),
        glossary=frozenset(GlossaryWord.objects.values_list("word", flat=True)),
        medicines=register(),
    )
