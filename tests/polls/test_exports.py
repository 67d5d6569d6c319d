import csv
import io
import json
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from polls import counting, exports, lifecycle, results
from polls.errors import Refused
from polls.exports import COLUMNS, Export, Format, Grouping, as_xlsx
from polls.models import Box, Count, ExportLog, Poll
from privacy import small_numbers

from . import factories
from .factories import DAY, NOW
from .ledger.test_verification import long_ledger, tamper

MONTH = 32 * DAY
THIS_MONTH, NEXT_MONTH = f"{NOW:%Y-%m}", f"{NOW + MONTH:%Y-%m}"
LONG = 2_000  # Entries.
MOST_MEMORY = 2_500_000  # Bytes. All entries of the long ledger at once take 3.7 million, one portion of them 1.3.


@pytest.fixture
def poll(db):
    """40 counted, 7 waiting, 2 held, of 3,979 carried over."""
    poll = factories.make_poll(at=NOW)
    factories.cast_many(poll, {1: 20, 2: 11, 3: 9}, at=NOW)
    counting.count(poll, at=NOW)
    factories.cast_many(poll, {1: 7}, at=NOW)
    factories.cast_many(poll, {1: 2}, at=NOW, box=Box.HELD)
    return Poll.objects.prefetch_related("choices", "wordings").get(pk=poll.pk)


def export(poll, file_format=Format.CSV, **parts):
    return b"".join(
        exports.export_counts(Export([poll], file_format, **parts), by=None, name="made up", reason="A test.")
    )


def as_records(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.dated
def test_a_csv_has_the_columns_and_every_figure(poll):
    records = as_records(export(poll))
    assert tuple(records[0]) == COLUMNS
    assert [(record["row"], record["choice_code"], record["votes"]) for record in records] == [
        ("choice", "1", "20"),
        ("choice", "2", "11"),
        ("choice", "3", "9"),
        ("choice", "4", "0"),
        ("unknown", "", "0"),
        ("carried_over", "", "3979"),
        ("waiting", "", "7"),
        ("held", "", "2"),
        ("total", "", "4026"),
    ]


def test_a_csv_has_a_bom_and_ends_its_lines_with_crlf(poll):
    content = export(poll)
    assert content.startswith(b"\xef\xbb\xbfpoll,wording_version,period,row,choice_code,label,votes,as_of,method,")
    assert content.count(b"\n") == content.count(b"\r\n") == 10


@pytest.mark.dated
def test_the_export_agrees_with_the_page_and_the_json(poll, client):
    by_row = {(record["row"], record["choice_code"]): record["votes"] for record in as_records(export(poll))}
    figures = client.get(f"/polls/{poll.slug}/results.json").json()
    assert by_row["total", ""] == str(figures["total"])
    assert by_row["waiting", ""] == str(figures["waiting"])
    for choice in figures["counted"]["choices"]:
        assert by_row["choice", str(choice["code"])] == str(choice["votes"])
    assert f"{figures['total']:,}" in client.get(f"/polls/{poll.slug}/").text


def test_every_row_says_whom_it_speaks_for(poll):
    assert all(
        "Self-selected readers, not a scientific sample." in record["method"]
        and poll.sample_statement in record["method"]
        for record in as_records(export(poll))
    )


def test_every_row_names_the_ledger_head(poll):
    assert {record["ledger_head"] for record in as_records(export(poll))} == {results.of(poll).head.hash}


def test_a_workbook_holds_the_same_rows_with_numbers_as_numbers(poll):
    book = load_workbook(io.BytesIO(export(poll, Format.XLSX)))
    header, *lines = book["Counts"].iter_rows(values_only=True)
    assert header == COLUMNS
    assert [["" if value is None else str(value) for value in line] for line in lines] == [
        list(record.values()) for record in as_records(export(poll))
    ]
    assert all(isinstance(line[6], int) for line in lines)


@pytest.mark.parametrize(
    ("rows_of_a_sheet", "lines"),
    [(10, [10]), (9, [10]), (8, [9, 2]), (4, [5, 5, 2])],
    ids=["fits", "just fits", "one more", "three sheets"],
)
def test_rows_that_one_sheet_cannot_hold_go_on_in_the_next(poll, monkeypatch, rows_of_a_sheet, lines):
    monkeypatch.setattr(as_xlsx, "ROWS_OF_A_SHEET", rows_of_a_sheet)
    book = load_workbook(io.BytesIO(export(poll, Format.XLSX)))
    *sheets, read_me = book.worksheets
    assert [sheet.title for sheet in sheets] == ["Counts", "Counts 2", "Counts 3"][: len(lines)]
    assert [len(list(sheet.iter_rows(values_only=True))) for sheet in sheets] == lines
    assert (sheets[-1]["A1"].value, read_me.title) == ("poll", "Read me")


def test_a_workbook_says_what_it_is(poll):
    book = load_workbook(io.BytesIO(export(poll, Format.XLSX)))
    words = " ".join(str(value) for line in book["Read me"].iter_rows(values_only=True) for value in line)
    assert "not a scientific sample" in words


@pytest.mark.dated
def test_json_holds_the_same_rows(poll):
    lines = json.loads(export(poll, Format.JSON))
    assert [["" if value is None else str(value) for value in line.values()] for line in lines] == [
        list(record.values()) for record in as_records(export(poll))
    ]


def test_json_of_no_poll_is_an_empty_list(db):
    assert (
        json.loads(b"".join(exports.export_counts(Export([], Format.JSON), by=None, name="x", reason="A test."))) == []
    )


def test_every_writer_belongs_to_a_format():
    modules = {path.stem for path in Path(exports.__file__).parent.glob("as_*.py")}
    assert {each.write.__module__.rpartition(".")[2] for each in Format} == modules


@pytest.mark.parametrize("file_format", Format)
def test_a_format_can_be_asked_for_by_its_name(poll, file_format):
    asked = Export([poll], Format(file_format.value))
    assert asked.file_name == f"{poll.slug}-by-total.{file_format}"
    assert re.fullmatch(r"\w+/[\w.-]+(; charset=utf-8)?", asked.format.content_type)
    assert (asked.format, str(asked.format.label)) in Format.choices


@pytest.mark.dated
@pytest.mark.parametrize("file_format", Format)
def test_the_same_ledger_gives_the_same_bytes(poll, file_format, monkeypatch):
    first = export(poll, file_format)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert export(poll, file_format) == first


def test_a_workbook_does_not_hold_the_time_of_the_export(poll):
    with zipfile.ZipFile(io.BytesIO(export(poll, Format.XLSX))) as book:
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
        assert {file.date_time[0] for file in book.infolist()} == {1980}


def labels_in(content, file_format):
    """The labels of a file, each with whether a spreadsheet takes it for text."""
    if file_format == Format.CSV:
        # Text is what begins with an apostrophe, or with nothing that a formula begins with.
        return [(record["label"].removeprefix("'"), record["label"].startswith("'")) for record in as_records(content)]
    if file_format == Format.JSON:
        return [(line["label"], True) for line in json.loads(content)]
    cells = [line[5] for line in load_workbook(io.BytesIO(content))["Counts"].iter_rows(min_row=2)]
    return [(cell.value, (cell.data_type, cell.quotePrefix) == ("s", True)) for cell in cells]


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\N{MINUS SIGN}1",
    "﹦1",
    "\u200b=1",
]


@pytest.mark.parametrize("file_format", Format)
@pytest.mark.parametrize("start", FORMULAS)
def test_text_that_a_spreadsheet_would_run_is_neutralised(db, start, file_format):
    poll = factories.make_poll(choices=[(1, start), (2, "No")])
    assert labels_in(export(poll, file_format), file_format)[0] == (start, True)


@pytest.mark.parametrize("start", FORMULAS)
def test_a_question_that_a_spreadsheet_would_run_is_text_in_the_read_me(db, start):
    poll = factories.make_poll(question=start)
    sheet = load_workbook(io.BytesIO(export(poll, Format.XLSX)))["Read me"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}


def test_plain_text_gets_no_apostrophe(poll):
    assert not any(label.startswith("'") for label, _ in labels_in(export(poll), Format.CSV))


def test_a_workbook_names_question_wording_and_shares_with_their_base(poll):
    sheet = load_workbook(io.BytesIO(export(poll, Format.XLSX)))["Read me"]
    lines = dict(sheet.iter_rows(values_only=True))
    assert lines[f"Poll {poll.slug}"] == f"{poll.question} (wording 1)"
    assert lines["Answer 1"] == "Yes, now: 20 (50%) of 40 votes cast here whose split is known"
    assert "counts them twice" in lines["row = total"]


def test_a_workbook_has_no_shares_of_few_votes(db):
    sheet = load_workbook(io.BytesIO(export(factories.make_poll(), Format.XLSX)))["Read me"]
    assert dict(sheet.iter_rows(values_only=True))["Answer 1"] == (
        "Yes, now: 0 (too few for a share) of 0 votes cast here whose split is known"
    )


@pytest.mark.parametrize("file_format", [Format.CSV, Format.JSON])
@pytest.mark.parametrize("grouping", Grouping)
def test_a_file_without_a_read_me_names_question_and_total_row_all_the_same(poll, file_format, grouping):
    content = export(poll, file_format, grouping=grouping)
    records = as_records(content) if file_format == Format.CSV else json.loads(content)
    assert all(f"Asked: “{poll.question}”" in record["method"] for record in records)
    assert [record["row"] for record in records if "not to be added" in record["label"]] == ["total"]


def test_letters_of_all_scripts_come_through(db):
    poll = factories.make_poll(choices=[(1, "Ja, für mich – “tak” 是"), (2, 'No, "never",\nnot once')])
    assert [record["label"] for record in as_records(export(poll))[:2]] == [
        label for _, label in [(1, "Ja, für mich – “tak” 是"), (2, 'No, "never",\nnot once')]
    ]


@pytest.mark.parametrize(("exact", "shown"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (100, 100)])
def test_months_are_rounded_to_the_nearest_5(exact, shown):
    assert small_numbers.rounded(exact) == shown


@pytest.mark.dated
def test_months_leave_out_small_cells_and_round_the_others(poll):
    records = as_records(export(poll, grouping=Grouping.MONTH))
    assert [(record["period"], record["row"], record["choice_code"], record["votes"]) for record in records] == [
        ("all", "carried_over", "", "3979"),
        (THIS_MONTH, "choice", "1", "20"),
        (THIS_MONTH, "choice", "2", "10"),
        (THIS_MONTH, "suppressed", "3", ""),
        (THIS_MONTH, "suppressed", "4", ""),
        (THIS_MONTH, "suppressed", "", ""),
        (THIS_MONTH, "total", "", "40"),
    ]


@pytest.mark.dated
@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (None, None, [THIS_MONTH, NEXT_MONTH, "all"]),
        (NOW.date(), NOW.date(), [THIS_MONTH, "all"]),
        ((NOW + DAY).date(), None, [NEXT_MONTH]),
        (None, (NOW + MONTH).date(), [THIS_MONTH, NEXT_MONTH, "all"]),
        (None, (NOW + MONTH - DAY).date(), [THIS_MONTH, "all"]),
    ],
    ids=["all", "that day", "from the next", "to the last", "to the day before"],
)
def test_days_are_included_at_both_ends(poll, first, last, months):
    factories.cast_many(poll, {2: 20}, at=NOW + MONTH)
    counting.count(poll, at=NOW + MONTH)
    records = as_records(export(poll, grouping=Grouping.MONTH, first=first, last=last))
    assert sorted({record["period"] for record in records}) == months


def test_wording_versions_are_named(poll):
    lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up.")
    poll = Poll.objects.prefetch_related("choices", "wordings").get(pk=poll.pk)
    assert {record["wording_version"] for record in as_records(export(poll))} == {"2"}


@pytest.mark.dated
def test_an_export_is_logged_with_who_what_and_why(poll, analyst):
    list(exports.export_counts(Export([poll], Format.CSV), by=analyst, reason="For the yearly report."))
    log = ExportLog.objects.get()
    assert (log.exported_by, log.name, log.reason) == (analyst, analyst.username, "For the yearly report.")
    assert log.what["polls"] == {poll.slug: results.of(poll).head.hash}


@pytest.mark.dated
@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"reason": " "}, "needs a reason"),
        ({"first": NOW.date()}, "take no dates"),
        ({"grouping": Grouping.MONTH, "first": NOW.date(), "last": (NOW - DAY).date()}, "comes after the last"),
    ],
    ids=["no reason", "totals with dates", "backwards"],
)
def test_refuses_what_makes_no_export(poll, parts, says):
    reason = parts.pop("reason", "A test.")
    with pytest.raises(Refused, match=says):
        exports.export_counts(Export([poll], Format.CSV, **parts), by=None, name="made up", reason=reason)
    assert not ExportLog.objects.exists()


def test_refuses_a_stranger(poll, stranger):
    with pytest.raises(Refused, match="may not export"):
        exports.export_counts(Export([poll], Format.CSV), by=stranger, reason="Curious.")


def test_refuses_figures_that_do_not_reconcile(poll):
    tamper("UPDATE polls_count SET number = 41 WHERE sequence = 1")
    with pytest.raises(Refused, match=r"do not reconcile.*entry 1"):
        export(poll)


def test_a_long_ledger_is_exported_in_no_more_memory(poll):
    Count.objects.bulk_create(long_ledger(poll, LONG))
    tracemalloc.start()
    try:
        for _ in exports.export_counts(Export([poll], Format.CSV, Grouping.MONTH), by=None, name="x", reason="A test."):
            pass
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.fixture
def poll_of_several(db):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, {(1, 2): 20, (2, 3): 15, 4: 5}, at=NOW)
    counting.count(poll, at=NOW)
    factories.cast(poll, 1, 2, at=NOW)
    return Poll.objects.prefetch_related("choices", "wordings").get(pk=poll.pk)


def test_an_export_of_several_answers_has_a_row_of_its_ballots(poll_of_several):
    records = as_records(export(poll_of_several))
    assert [(record["row"], record["votes"]) for record in records] == [
        *(("choice", votes) for votes in ("20", "35", "15", "5")),
        ("known", "40"),
        ("unknown", "0"),
        ("carried_over", "3979"),
        ("waiting", "1"),
        ("held", "0"),
        ("total", "4020"),
    ]
    assert all("need not add up to 100" in record["method"] for record in records)


def test_an_export_by_month_of_several_answers_has_a_row_of_its_ballots(poll_of_several):
    records = as_records(export(poll_of_several, grouping=Grouping.MONTH))
    in_month = [(record["row"], record["votes"]) for record in records if record["period"] == THIS_MONTH]
    assert in_month == [
        *(("choice", votes) for votes in ("20", "35", "15")),
        ("suppressed", ""),
        ("known", "40"),
        ("suppressed", ""),
        ("total", "40"),
    ]


def test_an_export_of_several_answers_that_do_not_reconcile_is_refused(poll_of_several):
    tamper("UPDATE polls_count SET unknown=1 WHERE sequence=1")
    with pytest.raises(Refused, match="do not reconcile"):
        export(poll_of_several)
