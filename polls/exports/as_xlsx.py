"""Write an Excel workbook in constant memory, with a sheet "Read me". Text cells are never run as formulas."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from tempfile import TemporaryFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format as XlsxFormat
from xlsxwriter.worksheet import Worksheet

from ..results.figures import METHOD
from .rows import COLUMNS, MONTH_METHOD, Content, Row, is_like_a_formula

# A workbook must hold its time of creation. A fixed one lets the same figures make the same bytes.
NO_TIME = datetime(2000, 1, 1)
PIECE = 64 * 1024  # Bytes.
ROWS_OF_A_SHEET = 1_048_575  # Excel's limit without the row of headings. More rows go to a sheet "Counts 2".
WIDTHS = {"poll": 24, "label": 34, "method": 60, "ledger_head": 68}
READ_ME = [
    ("What this is", "Counts of polls among readers of this site, as they stood at the ledger head named in each row."),
    ("Whom it speaks for", METHOD),
    ("row = choice", "Votes for one answer, as of the day in as_of."),
    ("row = known", "Where a ballot may have several answers: the ballots whose answers are told, each once."),
    ("row = unknown", "Votes that were counted and whose split is not told."),
    ("row = carried_over", "Votes from an earlier site. How they were split is not known, and nobody can check them."),
    ("row = waiting", "Votes that are cast, in the total, and still sealed."),
    ("row = held", "Votes held apart until somebody has decided on them. They are not in the total."),
    (
        "row = total",
        "choice (or known, where it stands) + unknown + carried_over + waiting; by month: without the last two. It "
        "stands in the column votes among its parts: whoever adds up the column counts them twice.",
    ),
    ("row = suppressed", "A month's cell that is too small to tell. Its votes are left empty."),
    ("Months", MONTH_METHOD),
    ("Days", "All days are UTC."),
    ("Sheets", "Rows that do not fit into the sheet Counts go on in the sheet Counts 2, and so on."),
    ("ledger_head", "The hash of the newest ledger entry. The poll's public ledger shows it, so anybody can compare."),
]


def write(content: Content) -> Iterator[bytes]:
    """Yield the file in pieces, once the whole workbook is in a temporary file."""
    with TemporaryFile() as file:
        book = Workbook(file, {"constant_memory": True})
        book.set_properties({"created": NO_TIME, "title": "Poll counts"})
        bold = book.add_format({"bold": True})
        quoted = book.add_format({"quote_prefix": True})  # Stays a text when somebody edits the cell.
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, portion in enumerate(_by_sheet(content.rows), start=1):
            _write_counts(book.add_worksheet("Counts" if number == 1 else f"Counts {number}"), portion, bold, quoted)
        _write_read_me(book.add_worksheet("Read me"), content.read_me, bold, wrapped)
        book.close()
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _by_sheet(rows: Iterable[Row]) -> Iterator[Iterable[Row]]:
    """Split the rows into sheets. There is a first sheet even without rows."""
    following = iter(rows)
    yield islice(following, ROWS_OF_A_SHEET)
    for row in following:
        yield chain([row], islice(following, ROWS_OF_A_SHEET - 1))


def _write_counts(sheet: Worksheet, rows: Iterable[Row], bold: XlsxFormat, quoted: XlsxFormat) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, 14))
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, value, quoted if is_like_a_formula(value) else None)


def _write_read_me(sheet: Worksheet, polls: list[tuple[str, str]], bold: XlsxFormat, wrapped: XlsxFormat) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for number, (what, meaning) in enumerate([*READ_ME, *polls]):
        sheet.write_string(number, 0, what, bold)
        sheet.write_string(number, 1, meaning, wrapped)
