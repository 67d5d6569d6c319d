"""Suggest titles and index terms for what has been typed so far (autocomplete)."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ..models import IndexTerm, Listing
from ..models.editions import is_visible
from .question import LONGEST_QUERY

MOST_SUGGESTIONS = 7
MOST_LOOKED_AT = 60
SHORTEST_BEGINNING = 2  # Letters; one letter would suggest nearly everything.


def suggestions(typed: str, *, at: datetime | None = None) -> list[str]:
    """Titles and terms in which a word begins with `typed`; those that begin with it themselves come first.

    At most MOST_SUGGESTIONS, in the order of the alphabet, none for less than SHORTEST_BEGINNING. Two queries.
    """
    beginning = " ".join(typed.replace("\x00", " ")[:LONGEST_QUERY].split()).casefold()
    if len(beginning) < SHORTEST_BEGINNING:
        return []
    at = at or timezone.now()
    visible = Listing.objects.visible(at=at)
    titles = visible.filter(_begins("title", beginning)).values_list("title", flat=True)[:MOST_LOOKED_AT]
    terms = IndexTerm.objects.filter(_begins("term", beginning), is_visible(at=at, of="article__listings__"))
    found = {shown.casefold(): shown for shown in [*terms.values_list("term", flat=True)[:MOST_LOOKED_AT], *titles]}
    ordered = sorted(found, key=lambda folded: (not folded.startswith(beginning), folded))
    return [found[folded] for folded in ordered[:MOST_SUGGESTIONS]]


def _begins(field: str, beginning: str) -> Q:
    further = Q()
    for before in (" ", "(", "-"):
        further |= Q(**{f"{field}__icontains": before + beginning})
    return Q(**{f"{field}__istartswith": beginning}) | further
