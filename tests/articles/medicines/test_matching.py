import time

import pytest

from articles.medicines.matching import Kind, Name, NameTree, folded

SUBSTANCE = Name(Kind.SUBSTANCE, frozenset({"x"}), ("class",))


def tree(*names):
    made = NameTree()
    for name in names:
        made.add(name, SUBSTANCE)
    return made


def found(text, *names):
    return [text[start:end] for start, end, _meaning in tree(*names).find(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take Prozac now.", ["Prozac"]),
        ("PROZAC, prozac; ProZac!", ["PROZAC", "prozac", "ProZac"]),
        ("Pro\u00adzac and Pro\u200bzac", ["Pro\u00adzac", "Pro\u200bzac"]),
        ("Prózac and Pro\u0301zac", ["Prózac", "Pro\u0301zac"]),
        ("Рrоzас", ["Рrоzас"]),  # Cyrillic letters that look like Latin ones.
        ("Prozac’s makers, two Prozacs", ["Prozac’s", "Prozacs"]),
        ("“Prozac” (Prozac) Prozac/Prozac", ["Prozac"] * 4),
        ("pro-zac", ["pro-zac"]),
        ("pro zac, prozaca, aprozac", []),
        ("prozac-like, non-prozac", ["prozac", "prozac"]),
    ],
)
def test_finds_a_name_however_it_is_written(text, words):
    assert found(text, "Prozac") == words


@pytest.mark.parametrize(
    "text",
    ["St John's wort", "St John’s Wort", "St. John's wort", "st johns wort", "St\u00a0John's\nwort", "St-John's-wort"],
)
def test_finds_a_name_of_several_words(text):
    assert found(f"Or {text}?", "St John's wort") == [text]


@pytest.mark.parametrize("text", ["St John's\n\nwort", "St John's, wort", "St John's and wort", "John's wort"])
def test_other_words_or_a_new_block_part_a_name(text):
    assert found(text, "St John's wort") == []


def test_the_longest_name_counts():
    names = ("inhibitor", "MAO inhibitor", "MAO")
    assert found("An inhibitor, a MAO inhibitor, MAO.", *names) == ["inhibitor", "MAO inhibitor", "MAO"]


def test_a_hyphen_joins_and_parts():
    assert found("anti-depressants, antidepressant", "antidepressant") == ["anti-depressants", "antidepressant"]
    assert found("Z-drugs and Z drugs", "Z-drug") == ["Z-drugs", "Z drugs"]
    assert found("serotonin–norepinephrine re-uptake inhibitors", "serotonin norepinephrine reuptake inhibitor") != []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She was given Versed before it.", ["Versed"]),
        ("5 mg of Versed", ["Versed"]),
        ("She is versed in law.", []),
        ("Versed in law, she won.", []),
        ("It ended. Versed in law, she won.", []),
        ("SHE IS VERSED IN LAW", []),
    ],
)
def test_a_common_word_counts_as_it_is_spelled_within_a_sentence(text, words):
    exact = NameTree()
    exact.add("Versed", Name(Kind.TRADE_NAME, frozenset({"midazolam"}), ("x",), only_as="Versed"))
    assert [text[start:end] for start, end, _meaning in exact.find(text)] == words


def test_folds_what_readers_do_not_see():
    assert folded("The ﬁrst Pro\u00adzac’s “Ćase”") == ["the", "first", "prozacs", "case"]


HOSTILE = {
    "invisible": "a" + "\u200b" * 100_000,
    "hyphens": "a-" * 50_000,
    "apostrophes": "a'" * 50_000,
    "starts of a name": "selective serotonin " * 10_000,
    "accents": "e" + "\u0301" * 100_000,
    "one word": "a" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear_in_the_text(text):
    names = tree("selective serotonin reuptake inhibitor", "a b", "aa")

    def seconds(part):
        before = time.process_time()
        list(names.find(part))
        return time.process_time() - before

    half, whole = (min(seconds(part) for _try in range(3)) for part in (text[: len(text) // 2], text))
    assert whole < 4 * half + 0.05  # Twice the text; quadratic would be four times, at seconds.
