"""Find the pages for a query, with typing errors corrected, in a constant number of database queries."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from math import ceil

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Edition, IndexTerm, Listing, StatementVersion, Topic
from ..models.editions import is_visible
from ..statements.drawing import texts_with
from .corrections import completions, corrected
from .dangers import speaks_of_danger
from .lookup import Counts, counts_of, weights_by_page
from .meaning import typed
from .question import parts_of, possible_terms, shown, words_of
from .ranking import MOST_RANKED, Part, Ranked, rank
from .snippets import Fragments, fragments

MOST_HITS = MOST_RANKED
HITS_A_PAGE = 10
LETTERS_OF_A_STEM = 4


@dataclass(frozen=True)
class Hit:
    """An edition found, and its snippet as (words, is it a match)."""

    edition: Edition
    fragments: Fragments


@dataclass(frozen=True)
class Facet:
    """A topic, and how many of the results are in it."""

    name: str
    slug: str
    number: int


@dataclass
class Results:
    """One page of the hits for a query, with what the page of results says about them."""

    asked: str
    words: list[str]
    corrected: str = ""  # The words that were searched for instead of those typed.
    is_partial: bool = False  # No page holds all the words; the hits hold some of them.
    is_danger: bool = False
    total: int = 0
    page: int = 1
    hits: list[Hit] = field(default_factory=list)
    topics: list[Facet] = field(default_factory=list)
    elsewhere: list[Topic] = field(default_factory=list)  # Topics to read instead, where there is no hit.

    @property
    def has_next(self) -> bool:
        return self.page * HITS_A_PAGE < self.total

    @property
    def is_cut(self) -> bool:
        """There may be more hits than are listed."""
        return self.total >= MOST_HITS


def search(asked: str, *, topic: str = "", page: int = 1, at: datetime | None = None) -> Results:
    """Pages with all the words first, then those with most of them. Where no page has a word, its correction counts.

    `topic` is a slug that narrows the hits; an unknown one is ignored. `page` counts from 1; beyond the end, the last.
    """
    at = at or timezone.now()
    results = Results(shown(asked), words_of(asked), page=page, is_danger=speaks_of_danger(asked))
    if results.words:
        parts, found = _find(results, at)
        results.is_partial = bool(found) and round(found[0].words, 3) < sum(part.words for part in parts)
        answers = {each.page: each for each in found if each.words * 2 >= found[0].words}  # Half as many as the best.
        ids = list(dict.fromkeys([*_named_by_index_terms(parts, at), *answers]))
        results.topics, ids = _by_topic(ids[:MOST_HITS], topic)
        results.total = len(ids)
        results.page = min(page, max(1, ceil(results.total / HITS_A_PAGE)))
        results.hits = _hits(ids[(results.page - 1) * HITS_A_PAGE : results.page * HITS_A_PAGE], answers, at)
    results.elsewhere = [] if results.hits else _topics_with_pages(at)
    return results


def _find(results: Results, at: datetime) -> tuple[list[Part], list[Ranked]]:
    """The parts of the question as it is understood, and the pages. Sets what the results say of a correction."""
    words = results.words
    counts = counts_of(possible_terms(words), at)
    parts = parts_of(words, counts.known)
    if unknown := _unknown(parts, words, counts):
        completed = completions(words[-1]) if words[-1] in unknown else ()
        wrong = [] if results.is_danger else [word for word in unknown if word != words[-1] or not completed]
        meant = corrected(words, wrong, at)
        results.corrected = " ".join(meant) if meant != words else ""
        results.is_danger = results.is_danger or speaks_of_danger(results.corrected)
        counts = counts_of([*possible_terms(meant), *completed], at)
        parts = parts_of(meant, counts.known, completed)
    telling = {each for part in parts for each in part.telling(counts.rarity, counts.common)}
    terms = {each for part in parts for asked in part.alternatives for each in asked.terms} & counts.known
    return parts, rank(parts, weights_by_page(telling, terms, at), counts.rarity)


def _unknown(parts: list[Part], words: list[str], counts: Counts) -> list[str]:
    """Words that no visible page has, under any name."""
    ends = accumulate(part.words for part in parts)
    return [
        words[end - 1]
        for part, end in zip(parts, ends, strict=True)
        if part.words == 1 and not any(counts.known.issuperset(asked.terms) for asked in part.alternatives)
    ]


def _named_by_index_terms(parts: list[Part], at: datetime) -> list[int]:
    """Ids of the editions whose index terms consist of exactly the words that were typed. One query."""
    asked = sorted(each for part in parts for each in part.alternatives[0].terms)
    telling = max(asked, key=len)[:LETTERS_OF_A_STEM]
    terms = IndexTerm.objects.filter(is_visible(at=at, of="article__listings__"), term__icontains=telling)
    known = terms.values_list("term", "article__listings")[:MOST_HITS]
    return [page for name, page in known if any(sorted(typed(form).terms) == asked for form in forms(name))]


def forms(term: str) -> list[list[str]]:
    """The keywords of each form of an index term.

    'TMS (transcranial magnetic stimulation)' has three: the whole term, its short form and its long form.
    """
    short, _, long = term.partition(" (")
    return [words for words in map(words_of, (term, short, long)) if words]


def _by_topic(ids: list[int], slug: str) -> tuple[list[Facet], list[int]]:
    """Each topic with its number of hits, and the hits in the chosen topic. One query."""
    placed = Edition.topics.through.objects.filter(edition__in=ids).order_by("topic__position", "topic__name")
    hits: dict[tuple[str, str], set[int]] = {}
    for name, address, edition in placed.values_list("topic__name", "topic__slug", "edition"):
        hits.setdefault((name, address), set()).add(edition)
    chosen = next((kept for (_, address), kept in hits.items() if address == slug), set(ids))
    return [Facet(*topic, len(kept)) for topic, kept in hits.items()], [pk for pk in ids if pk in chosen]


def _topics_with_pages(at: datetime) -> list[Topic]:
    visible = Listing.objects.visible(at=at).filter(edition__topics=OuterRef("pk"))
    return list(Topic.objects.filter(Exists(visible)))


def _hits(ids: list[int], answers: dict[int, Ranked], at: datetime) -> list[Hit]:
    """A page that an index term names, and that has none of the words, is drawn without matches.

    One query, and one more where a statement has changed since a page's publication.
    """
    fields = ("slug", "title", "summary", "text", "search_page__has_newer_words")
    editions = Edition.objects.select_related("search_page").only(*fields).in_bulk(ids)
    terms = {pk: answers[pk].terms if pk in answers else frozenset() for pk in ids}
    if changed := [edition for edition in editions.values() if edition.search_page.has_newer_words]:
        for pk, text in texts_with(StatementVersion.objects.in_force(on=at.date()), changed).items():
            editions[pk].text = text
    after_title = {pk: edition.text.removeprefix(edition.title).strip() for pk, edition in editions.items()}
    return [Hit(editions[pk], fragments(after_title[pk] or editions[pk].summary, terms[pk])) for pk in ids]
