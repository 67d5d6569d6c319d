"""Extract the warnings of a text: risk sections, marked paragraphs, callouts, sentences that warn or send for help."""

import re
from collections.abc import Iterator

from ..markdown import rendering
from ..markdown.unicode_safety import seen

RISK_ASPECTS = {"risks", "side-effects", "getting-help"}
# A callout is opened by “::: warning” and closed by “:::”; one called “note” warns of nothing.
OPENS = re.compile(r"^:::[ \t]+([a-z-]+)[ \t]*$")
CLOSES = re.compile(r"^:::[ \t]*$")
CALM = "note"
MARKED = re.compile(r"^(?:risks?|warnings?|caution|danger|important)\s*:", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
WARNS = re.compile(
    r"\b(?:do not|don['’]t|never|must(?: not|n['’]t)?|should(?: not|n['’]t)|cannot|can['’]t|avoid|not safe|unsafe|"
    r"warnings?|caution|danger\w*|risks?|risky|overdos\w+|poison\w*|toxic\w*|fatal|deadly|death|die[sd]?|emergency|crisis|"
    r"suicid\w*|self-harm\w*|kill\w*|harm yourself|hurt yourself|help ?lines?|hot ?lines?|"
    r"(?:seek|get|find|call for|ask for) (?:\w+ )?help|right away|straight away|at once|immediate\w*|urgent\w*|"
    r"tell your (?:doctor|prescriber|nurse)|talk to your (?:doctor|prescriber)|call (?:your|a|an|the|for)\b|"
    r"interact\w*|allerg\w+|pregnan\w+|breast-?feed\w*|serotonin syndrome|boxed|contraindicat\w*|"
    r"side effects?|withdrawal|seizures?|bleeding)\b",
    re.IGNORECASE,
)


def warnings(body: str, *, aspect: str = "") -> list[str]:
    """In reading order. In a section on risks, and in a callout, every sentence is one."""
    found = []
    for text, is_callout in _parts(body):
        for block in map(seen, rendering.blocks(text)):
            is_marked = is_callout or aspect in RISK_ASPECTS or MARKED.match(block)
            found += [
                sentence for sentence in SENTENCE_END.split(block) if sentence and (is_marked or WARNS.search(sentence))
            ]
    return found


def words_of(sentence: str) -> str:
    """What counts of a warning: its words, not its marks, spaces or capitals."""
    return " ".join(re.findall(r"[\w'%]+", seen(sentence).casefold()))


def _parts(body: str) -> Iterator[tuple[str, bool]]:
    """(text, whether it stands in a callout that warns), without the marks of callouts."""
    lines: list[str] = []
    is_callout = False
    for line in body.split("\n"):
        opening = OPENS.match(line)
        if opening or CLOSES.match(line):
            yield "\n".join(lines), is_callout
            lines, is_callout = [], bool(opening and opening[1] != CALM)
        else:
            lines.append(line)
    yield "\n".join(lines), is_callout
