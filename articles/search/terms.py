"""What somebody typed, as words to look for."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

LONGEST_QUERY = 200  # Characters; what follows is not looked at.
MOST_WORDS = 12
LETTERS_OF_A_STEM = 4
SLIPS = 2  # Of the finger, that are forgiven in a word of six letters or more.
WORD = re.compile(r"[^\W_]+")

# Both databases leave these out, so that a whole question finds what its few telling words find.
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

# Words that may mean danger: the help lines then come before everything else. Rather once too often.
DANGER = re.compile(
    r"suicid|self.?harm|unalive|\bkms\b|kil+(ing)? (my|him|her|your|them)|end(ing)? (it all|(my|his|her|their) life)|"
    r"(hurt|harm|cut|hang)(ing|ting)? (my|him|her|your|them)sel|want(s|ed)? to (die|dye|be dead)|wanna die|"
    r"wish(ed)? (i|to be) (was |were )?dead|better off (dead|without me)|going to die|ways? to die|"
    r"(don.?t|do not|no reason to|not worth) (want to )?(be alive|liv(e|ing))|can.?t go on|cannot go on|"
    r"take (all )?my (own )?(life|pills)|988|lifeline"
)
# Known in spite of slips of the finger.
DANGER_WORDS = ("suicide", "suicidal", "overdose", "selfharm")
HARMLESS = frozenset({"decide", "beside", "overuse", "override", "overdone"})


def shown(text: str) -> str:
    """As typed, but without control characters, and at most LONGEST_QUERY long."""
    kept = (" " if unicodedata.category(one)[0] == "C" else one for one in text[:LONGEST_QUERY])
    return " ".join("".join(kept).split())


def plain(text: str) -> str:
    """The same in small letters without accents."""
    spread = unicodedata.normalize("NFKD", shown(text))
    return " ".join("".join(one for one in spread if not unicodedata.combining(one)).casefold().split())


def words_of(text: str) -> list[str]:
    """The telling words, each once, in order. Where there are only stop words, those."""
    words = list(dict.fromkeys(WORD.findall(plain(text))))
    return [word for word in words if word not in STOP_WORDS][:MOST_WORDS] or words[:MOST_WORDS]


def speaks_of_danger(text: str) -> bool:
    """Also when a telling word is mistyped."""
    typed = plain(text)
    return bool(DANGER.search(typed)) or any(
        OSA.distance(word, telling, score_cutoff=SLIPS) <= SLIPS
        for word in WORD.findall(typed)
        if len(word) > SLIPS + 3 and word not in HARMLESS
        for telling in DANGER_WORDS
    )


def forms(term: str) -> list[list[str]]:
    """'TMS (transcranial magnetic stimulation)' is known whole, by its short form and by its long one."""
    short, _, long = plain(term).partition(" (")
    return [words for words in map(words_of, (term, short, long)) if words]


def are_alike(some: list[str], others: list[str]) -> bool:
    """The same words, but for their endings: "stop antidepressant" is like "stopping antidepressants"."""
    pairs = zip(sorted(some), sorted(others), strict=False)
    return len(some) == len(others) and all(one == other or _share_a_stem(one, other) for one, other in pairs)


def _share_a_stem(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= LETTERS_OF_A_STEM and longer.startswith(shorter)
