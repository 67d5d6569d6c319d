"""Keep in memory what a view must know of a live page before it draws it, and the pages that are being drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.safestring import SafeString

from ..markdown import rendering
from ..models import Edition, Topic
from .article_page import ArticlePage
from .linked_data import medical_web_page
from .public_state import PublicState
from .related import related_to
from .slug_lookup import edition_at, first_edition

MOST_OUTLINES = 4_000  # Half a kilobyte each.
MOST_PAGES = 8  # A long article takes 300 kilobytes; several threads may draw one each.


@dataclass(frozen=True)
class Outline:
    """Of a live edition: the address that it has now, the poll it names, and `key`: what its own parts are drawn from.

    An edition never changes. The day, the topics' names and the statements in force may: they are in the key.
    """

    slug: str
    is_withdrawn: bool
    poll: str
    key: str


@dataclass(frozen=True)
class LivePage:
    """A live edition with all that its page shows. Shared between threads: never change it."""

    page: ArticlePage
    topics: list[Topic]
    first: Edition

    @cached_property
    def related(self) -> list[ArticlePage]:
        """Four queries or more."""
        return related_to(self.page.edition, self.topics, at=self.page.at)

    @cached_property
    def linked_data(self) -> SafeString:
        return rendering.linked_data(medical_web_page(self.page, first=self.first))


@lru_cache(MOST_OUTLINES)
def outline(state: PublicState, slug: str) -> Outline | None:
    """The live page that this address leads to. No query while the state lasts, else those of `live_page`."""
    found = live_page(state, slug)
    if found is None:
        return None
    page, edition = found.page, found.page.edition
    topics = [(topic.slug, topic.name) for topic in found.topics]
    statements = [(name, version.pk, version.newest_signature) for name, version in page.statements.items()]
    key = repr((edition.pk, edition.made_at, page.is_overdue, page.is_indexable, topics, statements))
    return Outline(edition.slug, edition.is_withdrawn(at=state.at), page.document["poll"], key)


@lru_cache(MOST_PAGES)
def live_page(state: PublicState, slug: str) -> LivePage | None:
    """Two to four queries, and one for statements where there are some."""
    edition = edition_at(slug, at=state.at)
    if edition is None:
        return None
    return LivePage(ArticlePage(edition, state.at), list(edition.topics.all()), first_edition(edition))
