"""Keep in memory what a view must know of a live page before it draws it, and the pages that are being drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.safestring import SafeString

from ...markdown import rendering
from ...models import Edition, Listing, StatementVersion, Topic
from ...statements.in_force import Statements, names_placed
from ..article_page import ArticlePage
from ..linked_data import medical_web_page
from ..related import related_to, topics_of
from ..slug_lookup import edition_at, first_edition
from ..statements import all_in_force
from .cards import Card
from .explained_words import explained_words
from .state import PublicState

MOST_OUTLINES = 4_000  # Half a kilobyte each.
MOST_EDITIONS = 8  # A long article takes 300 kilobytes; several threads may draw one each.


@dataclass(frozen=True)
class Outline:
    """Of a live edition: the address that it has now, the poll it names, and `key`: what its own parts are drawn from.

    An edition never changes. Whether it is overdue, its topics' names, the statements in force and the words that are
    explained may change.
    """

    slug: str
    edition: int
    is_withdrawn: bool
    poll: str = ""
    key: str = ""


@dataclass(frozen=True)
class LivePage:
    """What an article's page shows, computed where a part of it is drawn. Shared between threads: never change it."""

    state: PublicState
    edition: int

    def part(self, name: str) -> Any:
        """The property `name`, for a template, which would hide that a row does not exist."""
        try:
            return getattr(self, name)
        except ObjectDoesNotExist as error:
            raise RuntimeError(f"A page without its {name}.") from error

    @cached_property
    def page(self) -> ArticlePage:
        words, statements = explained_words(self.state), _statements(self.state, self.edition)
        return ArticlePage(_edition(self.edition), self.state.at, statements, words=words)

    @cached_property
    def topics(self) -> list[Topic]:
        return topics_of(self.state, _frozen(self.edition).topics)

    @cached_property
    def first(self) -> Edition:
        return first_edition(self.page.edition)

    @cached_property
    def linked_data(self) -> SafeString:
        return rendering.linked_data(medical_web_page(self.page, first=self.first, topics=self.topics))

    @cached_property
    def related(self) -> list[Card]:
        return related_to(self.edition, self.topics, self.state)


@lru_cache(MOST_OUTLINES)
def outline(state: PublicState, slug: str) -> Outline | None:
    """The live page that this address leads to. No query while the state lasts, else one for a page seen before."""
    live = Listing.objects.live(at=state.at).filter(slug=slug).order_by("-publish_at")
    row = live.values_list("pk", "withdraw_at", "review_due_on").first()
    if row is None:
        former = edition_at(slug, at=state.at)
        return Outline(former.slug, former.pk, former.is_withdrawn(at=state.at)) if former else None
    edition, withdraw_at, due = row
    today = state.at.date()
    overdue = today if due and due < today else None
    topics = [(topic.slug, topic.name) for topic in topics_of(state, _frozen(edition).topics)]
    statements = [(name, one.pk, one.newest_signature) for name, one in _statements(state, edition).items()]
    key = repr((edition, overdue, topics, statements, explained_words(state).key))
    return Outline(slug, edition, bool(withdraw_at and withdraw_at <= state.at), _frozen(edition).poll, key)


@dataclass(frozen=True)
class _Frozen:
    """What an outline takes from an edition."""

    poll: str
    statements: list[str]
    topics: frozenset[int]


@lru_cache(MOST_OUTLINES)
def _frozen(edition: int) -> _Frozen:
    found = _edition(edition)
    topics = frozenset(found.topics.values_list("pk", flat=True))
    return _Frozen(found.document["poll"], names_placed(found.html), topics)


@lru_cache(MOST_EDITIONS)
def _edition(edition: int) -> Edition:
    return Edition.objects.select_related("version").get(pk=edition)


def _statements(state: PublicState, edition: int) -> Statements:
    """Raises StatementVersion.DoesNotExist for a name without a version in force. In a template nobody would see it."""
    found, names = all_in_force(state), _frozen(edition).statements
    for name in names:
        if name not in found:
            raise StatementVersion.DoesNotExist(f"No version of the statement '{name}' is in force.")
    return {name: found[name] for name in names}


def clear_editions() -> None:
    """Forget all editions, for tests: a transaction that was rolled back gives its primary keys to other rows."""
    _frozen.cache_clear()
    _edition.cache_clear()
