"""An administrator takes the poll's figures home, and other programs open the file."""

import csv
import json
import shutil
import subprocess

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.machinery.visitor import Visitor

SLUG = "antidepressant-use"
OFFICE_LIMIT_SECONDS = 120


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_workbook(path):
    header, *lines = load_workbook(path)["Counts"].iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def read_json(path):
    return json.loads(path.read_text())


def read_in_libreoffice(path):
    """Opened without a window, in a profile of its own, and kept as CSV: the first sheet, as a person would see it."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", path.parent, path]
    subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_LIMIT_SECONDS)
    return read_csv(path.with_suffix(".csv"))


READERS = [
    pytest.param("CSV", read_csv, id="csv"),
    pytest.param("Excel (XLSX)", read_workbook, id="openpyxl"),
    pytest.param("JSON", read_json, id="json"),
]
if shutil.which("soffice"):
    READERS.append(pytest.param("Excel (XLSX)", read_in_libreoffice, id="LibreOffice"))


@pytest.fixture
def desk(page, site):
    """A page on which the administrator is logged in, at the list of polls."""
    page.goto("/admin/polls/poll/")
    page.get_by_label("Name").fill(site.admin_name)
    page.get_by_label("Password").fill(site.admin_password)
    page.get_by_role("button", name="Log in", exact=True).click()
    return page


def open_export(desk):
    desk.get_by_role("table").get_by_role("link", name="Are you currently taking").click()
    desk.get_by_role("link", name="Export the counts").click()


@pytest.mark.parametrize(("kind", "read"), READERS)
def test_the_file_holds_the_total_that_everybody_sees(desk, site, tmp_path, kind, read):
    open_export(desk)
    desk.get_by_role("radio", name=kind, exact=True).check()
    desk.get_by_label("Reason").fill("Made up for a test.")
    with desk.expect_download() as begun:
        desk.get_by_role("button", name="Export the counts").click()
    path = tmp_path / begun.value.suggested_filename
    begun.value.save_as(path)
    (total,) = [record["votes"] for record in read(path) if record["row"] == "total"]
    assert int(total) == Visitor(site.url).json(f"/polls/{SLUG}/results.json")["total"]


def test_no_file_without_a_reason(desk):
    open_export(desk)
    desk.get_by_role("button", name="Export the counts").click()
    expect(desk.locator(".errorlist").get_by_text("This field is required.")).to_be_visible()
    expect(desk.get_by_label("Reason")).to_have_value("")


def test_who_took_what_and_why_is_kept(desk, site):
    why = "Made up for a test of the log."
    open_export(desk)
    desk.get_by_label("Reason").fill(why)
    with desk.expect_download():
        desk.get_by_role("button", name="Export the counts").click()
    desk.goto("/admin/polls/exportlog/")
    expect(desk.get_by_role("row").filter(has_text=why)).to_contain_text(site.admin_name)
