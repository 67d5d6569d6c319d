from datetime import timedelta

import pytest

from articles.medicines import packed_register, register, stored
from articles.models import Medicine, MedicineClass, TradeName

ALWAYS_FRESH = timedelta(hours=1)


@pytest.fixture
def medicine(db):
    """Made up."""
    kind = MedicineClass.objects.create(name="examplant", is_antidepressant=True)
    return Medicine.objects.create(substance="onazepine", medicine_class=kind)


def test_an_empty_register_is_the_delivered_one(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert register() is packed_register()


def test_the_sites_own_rows_count(medicine):
    TradeName.objects.create(medicine=medicine, name="Exa")
    (mention,) = register().mentions("Take Exa.")
    assert (mention.substances, mention.classes) == ({"onazepine"}, {"examplant"})
    assert register().antidepressants == {"onazepine", "examplant"}
    assert register().mentions("Prozac") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda medicine: TradeName.objects.create(medicine=medicine, name="Exa"),
        lambda medicine: Medicine.objects.all().delete(),
        lambda medicine: MedicineClass.objects.get().save(),
    ],
    ids=["added", "deleted", "saved"],
)
def test_a_change_is_seen(medicine, change):
    before = register()
    change(medicine)
    assert register() is not before


def test_the_tables_are_read_once(medicine, django_assert_num_queries):
    register()
    with django_assert_num_queries(1):
        register()


def test_they_are_looked_at_once_a_second(medicine, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(stored, "STAYS_FRESH", ALWAYS_FRESH)
    stored.look_again()
    register()
    with django_assert_num_queries(0):
        register()
    stored.look_again()
    with django_assert_num_queries(1):
        register()
