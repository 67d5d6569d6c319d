"""Wherever a figure of a poll travels, it goes with the words on whom it speaks for."""

import json
from io import BytesIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from polls import counting, opening
from tests.articles import factories as articles
from tests.machinery.visitor import words_of
from tests.polls import factories as polls

SLUG = "made-up-poll"
STATEMENT = "Made up: whoever liked to answer. It speaks for nobody else."


@pytest.fixture
def told(db, settings, tmp_path):
    """A poll with a split that is told, and an article that shows it."""
    settings.POLL_KEY_DIR = tmp_path / "keys"
    poll = polls.make_poll(slug=SLUG, sample_statement=STATEMENT)
    polls.cast_many(poll, {1: 20, 2: 11})
    counting.count(poll)
    articles.make_published(slug="made-up-article", poll=SLUG)
    return poll


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/made-up-article/",
        "/polls/",
        f"/polls/{SLUG}/",
        f"/polls/{SLUG}/?voted=1",
        f"/polls/{SLUG}/ledger/",
        f"/polls/{SLUG}/embed/",
    ],
)
def test_a_page_with_figures_says_whom_they_speak_for(client, told, path):
    text = client.get(path).text
    assert "4,010" in text or "All 2 entries" in text
    assert STATEMENT in words_of(text)


def test_a_closed_poll_in_the_archive_says_so_too(client, told):
    opening.close(told)
    assert STATEMENT in words_of(client.get("/polls/").text)


def test_the_json_says_whom_its_figures_speak_for(client, told):
    assert STATEMENT in client.get(f"/polls/{SLUG}/results.json").json()["method"]


@pytest.mark.parametrize("by", ["total", "month"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_every_row_of_every_file_says_so(told, tmp_path, kind, by):
    file = tmp_path / f"counts.{kind}"
    call_command("export_poll_counts", SLUG, format=kind, by=by, output=str(file))
    read = {"csv": _csv, "xlsx": _xlsx, "json": _json}[kind]
    rows = read(file.read_bytes())
    assert rows
    assert all(STATEMENT in row for row in rows)


def _csv(body):
    return body.decode("utf-8-sig").split("\r\n")[1:-1]


def _xlsx(body):
    sheet = next(sheet for sheet in load_workbook(BytesIO(body)) if sheet.title != "Read me")
    return [" ".join(map(str, row)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def _json(body):
    return [json.dumps(row) for row in json.loads(body)["rows"]]
