import shutil
from pathlib import Path

import pytest

from articles.medicines import packed_register, register
from articles.models import Article, Medicine, MedicineClass, TradeName
from psyweb.content_pack import Outcome, PackRefused, Summary, load_medicines, read_pack
from psyweb.startup import steps

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def pack(tmp_path):
    """A copy to spoil."""
    return Path(shutil.copytree(CONTENT, tmp_path / "pack"))


@pytest.fixture
def packed():
    return read_pack(CONTENT).medicines


def load(packed):
    summary = Summary()
    load_medicines(packed, summary)
    return summary


def spoil(pack, old, new):
    path = pack / "medicines.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_register_is_loaded_with_countries_and_sources(db, packed):
    load(packed)
    prozac = TradeName.objects.get(name="Prozac")
    assert prozac.medicine.substance == "fluoxetine"
    assert prozac.medicine.medicine_class.broader.name == "reuptake inhibitor"
    assert set(prozac.countries.split()) >= {"US", "CA", "GB", "AU", "NZ"}
    assert "fda" in prozac.source
    assert TradeName.objects.get(name="Versed").is_ambiguous


def test_what_was_loaded_means_what_the_file_says(db, packed):
    load(packed)
    text = ". ".join(packed_register().trade_names)
    assert register().mentions(text) == packed_register().mentions(text)
    assert register().antidepressants == packed_register().antidepressants


def test_it_takes_few_statements(db, packed, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):  # SQLite takes 999 values in one statement.
        load(packed)


def test_a_second_time_changes_nothing(db, packed):
    load(packed)
    changed = set(TradeName.objects.values_list("changed_at", flat=True))
    assert {outcome for _kind, _name, outcome in load(packed).lines} == {Outcome.KEPT}
    assert set(TradeName.objects.values_list("changed_at", flat=True)) == changed


def test_what_an_editor_changed_or_deleted_stays_so(db, packed):
    load(packed)
    TradeName.objects.filter(name="Zoloft").update(countries="NZ")
    TradeName.objects.get(name="Seroxat").delete()
    Medicine.objects.get(substance="lithium").delete()
    MedicineClass.objects.filter(name="benzodiazepine").update(broader=MedicineClass.objects.get(name="sedative"))
    outcomes = {(kind, name): outcome for kind, name, outcome in load(packed).lines}
    assert outcomes["trade names", "Zoloft, sertraline"] == Outcome.KEPT_CHANGED
    assert outcomes["trade names", "Seroxat, paroxetine"] == Outcome.LEFT_OUT
    assert outcomes["medicines", "lithium"] == Outcome.LEFT_OUT
    assert outcomes["trade names", "Lithobid, lithium"] == Outcome.LEFT_OUT
    assert outcomes["classes of medicines", "benzodiazepine"] == Outcome.KEPT_CHANGED
    assert TradeName.objects.get(name="Zoloft").countries == "NZ"
    assert MedicineClass.objects.get(name="benzodiazepine").broader.name == "sedative"


def test_what_only_the_pack_changed_is_brought_up_to_date(db, pack, packed):
    load(packed)
    spoil(
        pack, "  - substance: agomelatine\n    class: antidepressant", "  - substance: agomelatine\n    class: hypnotic"
    )
    spoil(pack, "  - name: barbiturate\n", "  - name: barbiturate\n    broader: hypnotic\n")
    outcomes = {(kind, name): outcome for kind, name, outcome in load(read_pack(pack).medicines).lines}
    assert outcomes["medicines", "agomelatine"] == outcomes["classes of medicines", "barbiturate"] == Outcome.UPDATED
    assert Medicine.objects.get(substance="agomelatine").medicine_class.name == "hypnotic"
    assert MedicineClass.objects.get(name="barbiturate").broader.name == "hypnotic"


def test_a_row_that_an_editor_wrote_before_the_pack_is_not_doubled(db, packed):
    kind = MedicineClass.objects.create(name="Antidepressant")
    Medicine.objects.create(substance="Agomelatine", medicine_class=kind)
    outcomes = {(kind, name): outcome for kind, name, outcome in load(packed).lines}
    assert outcomes["medicines", "agomelatine"] == Outcome.KEPT_CHANGED
    assert Medicine.objects.filter(substance__iexact="agomelatine").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "line_with", "reason"),
    [
        ("class: antidepressant", "class: nowhere", "class: nowhere", "no class of medicines “nowhere”"),
        ("broader: antidepressant", "broader: nowhere", "broader: nowhere", "no class of medicines “nowhere”"),
        ("substance: tianeptine", "substance: agomelatine", "substance: agomelatine", "stands twice"),
        ("[Celexa]", '["Cele\\u00adxa"]', "Cele", "letters that can be seen"),
        ("fda: [Celexa]", "who: [Celexa]", "version: 1", "No source of this name is described: who"),
        ("country: NZ", "country: New Zealand", "country: New", "two capital letters"),
    ],
    ids=["class", "broader", "twice", "invisible", "source", "country"],
)
def test_refuses_a_bad_register_with_its_line_and_reason(pack, old, new, line_with, reason):
    spoil(pack, old, new)
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    lines = (pack / "medicines.yaml").read_text().splitlines()
    places = {n for n, line in enumerate(lines, 1) if line_with in line}
    assert any(fault.line in places and reason in fault.reason for fault in refused.value.faults), refused.value.faults


def test_a_site_of_an_earlier_release_gets_the_register_at_its_start(db, author):
    Article.objects.create(slug="page", title="Page", owner=author)
    said = []
    steps.load_first_content(said.append)
    assert TradeName.objects.filter(name="Prozac").exists()
    Medicine.objects.exclude(substance="fluoxetine").delete()
    steps.load_first_content(said.append)
    assert Medicine.objects.count() == 1
