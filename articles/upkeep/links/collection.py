"""Collect the URLs that lead readers to other sites, and the pages that name each."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from ...markdown import grammar, inline
from ...models import Article, Edition, HelpLine, Version, WarningSigns
from ...reading.notices import in_force_of_each

Use = tuple[str, str]  # (title of the page, path of its admin page)


def addresses() -> dict[str, list[Use]]:
    """{url: its uses}, in order of the URLs, from the live and the newest version of each text. One query a kind.

    Leaves out URLs too long to be stored: the checks of the text refuse them.
    """
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    for url, use in [*_of_articles(), *_of_registers()]:
        if url and len(url) <= inline.LONGEST_ADDRESS:
            found[url][use] = None
    return {url: list(uses) for url, uses in sorted(found.items())}


def _of_articles() -> Iterator[tuple[str, Use]]:
    newest = Version.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")[:1]
    written = Article.objects.annotate(newest=Subquery(newest)).values("newest")
    seen = Edition.objects.visible().values("version")
    versions = Version.objects.filter(pk__in=written) | Version.objects.filter(pk__in=seen)
    for article, title, document in versions.values_list("article", "article__title", "document").iterator(100):
        use = (title, reverse("admin:articles_article_change", args=[article]))
        for source in document["sources"]:
            yield source["url"], use
        for section in document["sections"]:
            for _line, url in grammar.web_links(section["body"]):
                yield url, use


def _of_registers() -> Iterator[tuple[str, Use]]:
    for line in HelpLine.objects.all():
        use = (str(line), reverse("admin:articles_helpline_change", args=[line.pk]))
        yield from ((url, use) for url in (line.url, line.chat_url, line.source))
    for signs in WarningSigns.objects.all():
        yield signs.source, (str(signs), reverse("admin:articles_warningsigns_change", args=[signs.pk]))
    for notice in in_force_of_each():
        use = (notice.title, reverse("admin:articles_notice_change", args=[notice.pk]))
        yield from ((url, use) for _line, url in grammar.web_links(notice.body))
