"""Split a query into search terms, and recognise queries that may mean danger."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

LONGEST_QUERY = 200  # Characters; the rest is ignored.
MOST_WORDS = 12
LETTERS_OF_A_STEM = 4
MOST_TYPOS = 2  # Edit distance that is tolerated in a word of six letters or more.
WORD = re.compile(r"[^\W_]+")

# Left out for both databases, so that a whole question finds the same pages as its keywords.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about after again all also am an and any are as at be because been before being between both but by can
        cannot could d did do does doing don down during each few for from further get got had has have having he her
        here hers him his how i if im in into is isn it its just ll m me more most my myself no nor not now of off on
        once only or other our out over own re s same she should so some such t than that the their them then there
        these they this those through to too under until up us ve very was we were what when where which while who whom
        why will with would you your
        """,
    )
)

# Words that may mean danger: the results then begin with the help lines. A false alarm is better than a miss.
DANGER = re.compile(
    r"suicid|self.?harm|unalive|\bkms\b|kil+(ing)? (my|him|her|your|them)|end(ing)? (it all|(my|his|her|their) life)|"
    r"(hurt|harm|cut|hang)(ing|ting)? (my|him|her|your|them)sel|want(s|ed)? to (die|dye|be dead)|wanna die|"
    r"wish(ed)? (i|to be) (was |were )?dead|better off (dead|without me)|going to die|ways? to die|"
    r"(don.?t|do not|no reason to|not worth) (want to )?(be alive|liv(e|ing))|can.?t go on|cannot go on|"
    r"take (all )?my (own )?(life|pills)|988|lifeline"
)
# Recognised in spite of typing errors.
DANGER_WORDS = ("suicide", "suicidal", "overdose", "selfharm")
HARMLESS = frozenset({"decide", "beside", "overuse", "override", "overdone"})


def shown(text: str) -> str:
    """The query to show on the page: without control characters, single spaces, at most LONGEST_QUERY long."""
    kept = (" " if unicodedata.category(one)[0] == "C" else one for one in text[:LONGEST_QUERY])
    return " ".join("".join(kept).split())


def plain(text: str) -> str:
    """The query normalised for comparison: as shown(), case-folded and without accents."""
    spread = unicodedata.normalize("NFKD", shown(text))
    return " ".join("".join(one for one in spread if not unicodedata.combining(one)).casefold().split())


def words_of(text: str) -> list[str]:
    """At most MOST_WORDS normalised keywords, each once, in order. Where there are only stop words, those."""
    words = list(dict.fromkeys(WORD.findall(plain(text))))
    return [word for word in words if word not in STOP_WORDS][:MOST_WORDS] or words[:MOST_WORDS]


def speaks_of_danger(text: str) -> bool:
    """Whether the query may mean danger. Tolerates typing errors in DANGER_WORDS."""
    typed = plain(text)
    return bool(DANGER.search(typed)) or any(
        OSA.distance(word, keyword, score_cutoff=MOST_TYPOS) <= MOST_TYPOS
        for word in WORD.findall(typed)
        if len(word) > MOST_TYPOS + 3 and word not in HARMLESS
        for keyword in DANGER_WORDS
    )


def forms(term: str) -> list[list[str]]:
    """The keywords of each form of an index term.

    'TMS (transcranial magnetic stimulation)' has three: the whole term, its short form and its long form.
    """
    short, _, long = plain(term).partition(" (")
    return [words for words in map(words_of, (term, short, long)) if words]


def are_alike(some: list[str], others: list[str]) -> bool:
    """Whether the words differ only in their endings, as in "stop antidepressant" and "stopping antidepressants"."""
    pairs = zip(sorted(some), sorted(others), strict=False)
    return len(some) == len(others) and all(one == other or _share_a_stem(one, other) for one, other in pairs)


def _share_a_stem(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= LETTERS_OF_A_STEM and longer.startswith(shorter)
