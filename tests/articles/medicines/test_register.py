import csv
from pathlib import Path

import pytest

from articles.medicines import Kind, Register, packed_register
from articles.medicines.register import ClassRow, MedicineRow, TradeNameRow

SUBSTANCES = Path(__file__).with_name("substances.csv")
NAMES_THAT_WERE_MISSING = (
    "Norpramin", "Desyrel", "Oleptro", "Aplenzin", "Forfivo", "Pexeva", "Khedezla", "Vivactil", "Silenor", "Savella",
    "Molipaxin", "Allegron", "Gamanil", "Zactin", "Axit", "Mirtazon", "Deptran", "TCA", "MAO inhibitors", "NDRI",
    "medicine for depression", "anti-depressants", "SSRIs", "tricyclics", "reuptake inhibitors", "Emsam", "Auvelity",
)  # fmt: skip
NOT_ANTIDEPRESSANTS = (
    "Eldepryl",
    "ketamine",
    "lithium",
    "St John's wort",
    "quetiapine",
    "Strattera",
    "Valium",
    "NSAIDs",
)


@pytest.fixture
def small():
    """Made up."""
    return Register.from_rows(
        [ClassRow("examplant", ["EX"], "medicine", True), ClassRow("medicine", [], None, False)],
        [MedicineRow("onazepine", ["onazepin"], "examplant"), MedicineRow("twozepine", [], "medicine")],
        [TradeNameRow("Both", "onazepine", False), TradeNameRow("Both", "twozepine", False)],
    )


def test_a_name_means_its_substance_and_its_classes(small):
    (mention,) = small.mentions("Take onazepin.")
    assert (mention.start, mention.end, mention.words, mention.kind) == (5, 13, "onazepin", Kind.SUBSTANCE)
    assert (mention.substances, mention.class_line) == ({"onazepine"}, ("examplant", "medicine"))


def test_a_name_of_two_substances_means_both(small):
    (mention,) = small.mentions("Both")
    assert (mention.substances, mention.classes) == ({"onazepine", "twozepine"}, {"examplant", "medicine"})


def test_antidepressants_are_substances_and_classes(small):
    assert small.antidepressants == {"examplant", "onazepine"}


def test_a_circle_of_classes_ends():
    rows = [ClassRow("one", [], "two", False), ClassRow("two", [], "one", False)]
    assert Register.from_rows(rows, [], []).mentions("one")[0].class_line == ("one", "two")


def test_a_query_is_asked_again_with_the_substance_then_the_classes(small):
    assert small.search_terms(["both", "dose"])[:3] == [
        ["onazepine", "dose"],
        ["twozepine", "dose"],
        ["examplant", "dose"],
    ]
    assert small.search_terms(["dose"]) == []


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("prozac", "fluoxetine"),
        ("zoloft", "sertraline"),
        ("lexapro", "escitalopram"),
        ("sertraline", "selective serotonin reuptake inhibitor"),
        ("fluoxetine", "selective serotonin reuptake inhibitor"),
        ("rexulti", "brexpiprazole"),
        ("anti depressants", "antidepressant"),
        ("prozac side effects", "fluoxetine side effects"),
    ],
)
def test_names_that_people_type_lead_on(query, best):
    assert packed_register().search_terms(query.split())[0] == best.split()


@pytest.mark.parametrize("name", NAMES_THAT_WERE_MISSING)
def test_knows_an_antidepressant(name):
    known = packed_register()
    (mention,) = known.mentions(f"It is called {name}.")
    assert mention.words == name
    assert known.antidepressants & (mention.substances | mention.classes)


@pytest.mark.parametrize("name", NOT_ANTIDEPRESSANTS)
def test_knows_other_medicines(name):
    known = packed_register()
    (mention,) = known.mentions(f"It is called {name}.")
    assert not known.antidepressants & (mention.substances | mention.classes)


def test_knows_the_substances_of_the_who():
    """But for two combinations that name no substance of their own."""
    known = packed_register()
    names = [row["substance"] for row in csv.DictReader(SUBSTANCES.read_text().splitlines())]
    assert [name for name in names if not known.mentions(name)] == ["combinations", "emepronium, combinations"]


def test_has_120_trade_names_of_antidepressants_each_with_its_substance():
    known = packed_register()
    names = {(mention.words, *mention.substances) for mention in known.mentions(". ".join(known.trade_names))
             if known.antidepressants & mention.substances and mention.kind == Kind.TRADE_NAME}  # fmt: skip
    assert len(names) >= 120


@pytest.mark.parametrize("word", ["Prozac", "fluoxetine", "SSRIs", "Hypericum", "zolmitriptan", "unknownazepam"])
def test_a_medicine_word(word):
    assert packed_register().is_medicine_word(word)


@pytest.mark.parametrize("word", ["April", "magazine", "medicine", "depression", "inhibitor", "control", "", "-"])
def test_no_medicine_word(word):
    assert not packed_register().is_medicine_word(word)


def test_words_serve_the_reading_level():
    assert {"antidepressants", "escitalopram", "wort"} <= packed_register().words
    assert not {"depression", "the"} & packed_register().words
