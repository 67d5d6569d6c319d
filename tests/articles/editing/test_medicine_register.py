import pytest

from articles.models import Medicine, MedicineClass, TradeName

from ..factories import make_article, make_edition, make_help_line, make_section

PAGES = "/admin/articles/medicine/pages/"
ADD = "/admin/articles/medicine/add/"


@pytest.fixture
def kind(db):
    return MedicineClass.objects.create(name="examplant", short_forms=["EX"])


def typed(kind, *trade_names, **fields):
    """What a browser sends for a new substance."""
    rows = {f"trade_names-{n}-{name}": text for n, row in enumerate(trade_names) for name, text in row.items()}
    count = {"trade_names-TOTAL_FORMS": len(trade_names), "trade_names-INITIAL_FORMS": 0}
    return (
        {"substance": "onazepine", "medicine_class": kind.pk, "other_names": "", "atc_code": ""} | count | rows | fields
    )


def test_an_author_adds_a_substance_with_its_trade_names(client, author, kind):
    client.force_login(author)
    row = {"name": "Exa", "countries": "US GB", "source": "made up"}
    sent = client.post(ADD, typed(kind, row, other_names="onazepin\nonazepinum"))
    assert sent.status_code == 302, sent.text
    medicine = Medicine.objects.get()
    assert (medicine.substance, medicine.other_names) == ("onazepine", ["onazepin", "onazepinum"])
    assert list(medicine.trade_names.values_list("name", "countries")) == [("Exa", "US GB")]


def test_a_reviewer_reads_the_register(client, reviewer, kind):
    client.force_login(reviewer)
    assert client.get("/admin/articles/medicine/").status_code == 200
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"substance": "\u200b"}, "letters that can be seen"),
        ({"substance": "ona\u00adzepine"}, "letters that can be seen"),
        ({"substance": "ona\u202ezepine"}, "letters that can be seen"),
        ({"substance": "123"}, "letters that can be seen"),
        ({"substance": "ona  zepine"}, "letters that can be seen"),
        ({"substance": "x" * 81}, "at most 80 characters"),
        ({"other_names": "one\nONE"}, "Give each name once"),
        ({"other_names": "ona\u200bzepin"}, "letters that can be seen"),
        ({"substance": "ex"}, "is a name of examplant already"),
        ({"other_names": "Exam-plant"}, "is a name of examplant already"),
        ({"atc_code": "n06"}, "Seven characters"),
    ],
    ids=lambda value: ascii(value) if isinstance(value, dict) else "",
)
def test_refuses_a_name_that_nobody_sees_or_that_is_taken(client, author, kind, fields, message):
    client.force_login(author)
    page = client.post(ADD, typed(kind, **fields))
    assert message in page.text
    assert not Medicine.objects.exists()


def test_refuses_a_substance_that_is_there(client, author, kind):
    Medicine.objects.create(substance="Onazepine", medicine_class=kind)
    client.force_login(author)
    assert "is a name of Onazepine already" in client.post(ADD, typed(kind)).text


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"name": "Ex"}], "This is a name of examplant already"),
        ([{"name": "Exa"}, {"name": "EXA"}], "Give each name once"),
        ([{"name": "Exa", "countries": "Germany"}], "Codes of two letters"),
        ([{"name": "\u2060"}], "letters that can be seen"),
    ],
    ids=["class", "twice", "country", "invisible"],
)
def test_refuses_a_trade_name(client, author, kind, rows, message):
    client.force_login(author)
    page = client.post(ADD, typed(kind, *rows))
    assert message in page.text
    assert not TradeName.objects.exists()


def test_two_medicines_may_share_a_trade_name(client, author, kind):
    other = Medicine.objects.create(substance="twozepine", medicine_class=kind)
    TradeName.objects.create(medicine=other, name="Both")
    client.force_login(author)
    client.post(ADD, typed(kind, {"name": "Both"}))
    assert TradeName.objects.filter(name="Both").count() == 2


def test_a_class_is_no_kind_of_itself(client, publisher, kind):
    inner = MedicineClass.objects.create(name="inner", broader=kind)
    client.force_login(publisher)
    sent = {"name": kind.name, "short_forms": "EX", "broader": inner.pk}
    assert "kind of itself" in client.post(f"/admin/articles/medicineclass/{kind.pk}/change/", sent).text


def test_a_second_editor_overwrites_nothing_unseen(client, author, kind):
    medicine = Medicine.objects.create(substance="onazepine", medicine_class=kind)
    address = f"/admin/articles/medicine/{medicine.pk}/change/"
    client.force_login(author)
    opened = client.get(address).context["adminform"].form["opened"].value()
    TradeName.objects.create(medicine=medicine, name="Exa")
    assert "somebody else changed this" in client.post(address, typed(kind, opened=opened)).text


def test_the_list_is_searched_by_trade_name_and_narrowed_to_a_class(client, author, kind):
    TradeName.objects.create(medicine=Medicine.objects.create(substance="onazepine", medicine_class=kind), name="Exa")
    client.force_login(author)
    assert "onazepine" in client.get("/admin/articles/medicine/?q=exa").text
    assert "onazepine" in client.get(f"/admin/articles/medicine/?medicine_class__id__exact={kind.pk}").text


# Which live pages name it


@pytest.fixture
def page_on_valium(author, reviewer, publisher, notices):
    make_help_line()
    body = "Some take Valium at night. [study]"
    article = make_article(by=author, owner=author, title="Sleep", slug="sleep", sections=[make_section(body=body)])
    return make_edition(article, by=publisher, second=reviewer)


def test_names_the_page_the_place_and_the_owner(client, author, page_on_valium):
    author.email = "author@example.org"
    author.save()
    client.force_login(author)
    page = client.get(PAGES, {"name": "diazepam"})
    assert "1 live page names diazepam" in page.text
    assert '<a href="/articles/sleep/">Sleep</a>, edition 1' in page.text
    assert "Some take <mark>Valium</mark> at night." in page.text
    assert '<a href="mailto:author@example.org">' in page.text


def test_says_who_has_no_address(client, author, page_on_valium):
    client.force_login(author)
    assert "(no address)" in client.get(PAGES, {"name": "Valium"}).text


def test_says_that_a_name_is_unknown_and_escapes_it(client, author, notices):
    client.force_login(author)
    page = client.get(PAGES, {"name": "<b>x"})
    assert "no medicine or class named “&lt;b&gt;x”" in page.text


@pytest.mark.parametrize(
    "query", [{}, {"name": ""}, {"name": "x\x00"}, {"name": "a" * 9_999}, {"name": "Valium", "page": "x"}]
)
def test_answers_any_question(client, author, notices, query):
    client.force_login(author)
    assert client.get(PAGES, query).status_code == 200


def test_strangers_learn_nothing(client, analyst):
    client.force_login(analyst)
    assert client.get(PAGES).status_code == 403
    client.logout()
    assert client.get(PAGES).status_code == 302


def test_leads_on_from_the_register(client, author, kind):
    medicine = Medicine.objects.create(substance="onazepine", medicine_class=kind)
    client.force_login(author)
    assert PAGES in client.get("/admin/articles/medicine/").text
    assert f"{PAGES}?name=onazepine" in client.get(f"/admin/articles/medicine/{medicine.pk}/change/").text
    assert f"{PAGES}?name=examplant" in client.get(f"/admin/articles/medicineclass/{kind.pk}/change/").text
