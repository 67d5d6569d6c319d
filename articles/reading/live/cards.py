"""Keep in memory what lists show of an edition, which never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from ...models import Edition
from ..article_page import ArticlePage, article_page

MOST_CARDS = 1_000  # About a kilobyte each.


@dataclass(frozen=True)
class Card:
    """An edition in a list of pages. `picture` is its document's, or None."""

    key: int | None
    slug: str
    title: str
    summary: str
    picture: dict[str, Any] | None
    facts_checked_on: str | None
    reading_minutes: int
    poll: str

    @classmethod
    def of(cls, page: ArticlePage) -> Self:
        edition, document = page.edition, page.document
        shown = (document["picture"], document["facts_checked_on"], page.reading_minutes, document["poll"])
        return cls(edition.pk, edition.slug, edition.title, edition.summary, *shown)


_cards: OrderedDict[int, Card] = OrderedDict()


def cards_of(keys: Iterable[int]) -> list[Card]:
    """Cards of the editions with these primary keys, in this order. One query, or none for those in memory."""
    keys = list(keys)
    found = {key: card for key in keys if (card := _cards.get(key))}
    if missing := [key for key in keys if key not in found]:
        editions = Edition.objects.select_related("version").defer("html").in_bulk(missing)
        found |= {key: Card.of(article_page(edition)) for key, edition in editions.items()}
        _cards.update(found)
        while len(_cards) > MOST_CARDS:
            _cards.popitem(last=False)
    return [found[key] for key in keys]


def clear_cards() -> None:
    """Forget all cards, for tests."""
    _cards.clear()
