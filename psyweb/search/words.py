"""What somebody typed, as words to look for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_QUERY = 200  # Characters; what follows is not looked at.
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+")

# Both databases leave these out, so that a whole question finds what its few telling words find.
STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can cannot
    could d did do does doing don down during each few for from further get got had has have having he her here hers
    him his how i if im in into is isn it its just ll m me more most my myself no nor not now of off on once only or
    other our out over own re s same she should so some such t than that the their them then there these they this
    those through to too under until up us ve very was we were what when where which while who whom why will with
    would you your
    """.split()
)

# Words that may mean danger: the help lines then come before everything else. Rather once too often.
DANGER = re.compile(
    r"suicid|self.?harm|kill(ing)? (my|him|her|your|them)|end(ing)? (it all|(my|his|her|their) life)|"
    r"(hurt|harm|cut)(ing|ting)? (my|him|her|your|them)sel|want(s|ed)? to die|wanna die|wish(ed)? (i|to be) (was |were )?dead|"
    r"better off (dead|without me)|(don.?t|do not|no reason to) (want to )?live|overdos|take my (own )?life|988|lifeline"
)


def plain(text: str) -> str:
    """Small letters without accents or control characters, at most LONGEST_QUERY of them."""
    spread = unicodedata.normalize("NFKD", text[:LONGEST_QUERY])
    kept = (" " if unicodedata.category(one)[0] == "C" else one for one in spread if not unicodedata.combining(one))
    return " ".join("".join(kept).casefold().split())


def words_of(text: str) -> list[str]:
    """The telling words, each once, in order. Where there are only stop words, those."""
    words = list(dict.fromkeys(WORD.findall(plain(text))))
    return [word for word in words if word not in STOP_WORDS][:MOST_WORDS] or words[:MOST_WORDS]


def speaks_of_danger(text: str) -> bool:
    return bool(DANGER.search(plain(text).replace("’", "'")))


def forms(term: str) -> Iterable[str]:
    """'TMS (transcranial magnetic stimulation)' is looked for whole, by its short form and by its long one."""
    short, _, long = plain(term).partition(" (")
    return {plain(term), short, long.rstrip(")")} - {""}
