"""Collect what the checks must know besides the document, with few queries."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from ..documents import Document
from ..markdown import inline
from ..medicines import register
from ..models import Article, Edition, GlossaryWord, HelpLine, LinkCheck, Notice, OwnWords, Signature, StatementVersion
from ..signatures.standing import covering
from .findings import Context
from .reading_level import grade_of_pages

DISCLOSURE_NOTICE = "editorial-policy"
DISCLOSURE_FACT = "funding_statement"


def context_for(
    article: Article | None, document: Document, *, at: datetime, also_published: frozenset[str] = frozenset()
) -> Context:
    """The context for a document of this article, saved or not; None for an article that was never saved.

    Eight queries: those of context_at, and one each for the signatures that cover the document and for own words.
    """
    if article is None or not article.pk:
        return context_at(at, also_published=also_published)
    general = context_at(at, also_published=also_published, signature=covering(article, document))
    return replace(general, own_words=tuple(OwnWords.objects.filter(article=article).select_related("by")))


def context_at(
    at: datetime, *, also_published: frozenset[str] = frozenset(), signature: Signature | None = None
) -> Context:
    """The context at one moment, without an article. Six queries, and those of the register of medicines.

    `also_published`: slugs of articles that the same transaction is about to publish. For an article's document use
    context_for, which finds the signature.
    """
    visible = list(Edition.objects.visible(at=at).order_by("-pk").values_list("slug", "version"))
    notices = list(Notice.objects.effective(on=at.date()))
    policy = next((notice.body for notice in notices if notice.slug == DISCLOSURE_NOTICE), "")
    words, medicines = frozenset(GlossaryWord.objects.values_list("word", flat=True)), register()
    return Context(
        today=at.date(),
        notices_in_force=frozenset(notice.slug for notice in notices),
        has_disclosure=any(match[1] == DISCLOSURE_FACT for match in inline.FACT.finditer(policy)),
        is_funding_named=bool(settings.SITE_FACTS[DISCLOSURE_FACT]),
        has_verified_help_line=HelpLine.objects.lines().verified().exists(),
        article_slugs=frozenset(slug for slug, _version in visible) | also_published,
        grade_of_pages=grade_of_pages((version for _slug, version in visible), words | medicines.words),
        signature=signature,
        dead_links=frozenset(LinkCheck.objects.dead().values_list("url", flat=True)),
        statements=frozenset(
            StatementVersion.objects.effective(on=at.date()).values_list("statement__slug", flat=True)
        ),
        glossary=words,
        medicines=medicines,
    )
