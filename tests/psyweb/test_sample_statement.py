"""Wherever a figure of a poll travels, it goes with the words on whom it speaks for."""

import json
from io import BytesIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from polls import counting, lifecycle
from polls.models import Poll
from polls.results import poll_cache
from tests.machinery.visitor import words_of
from tests.polls import factories as polls

SLUG = "antidepressant-use"

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(library):
    """The real poll, with made-up votes whose split is told."""
    poll_cache.clear_all()
    poll = Poll.objects.get(slug=SLUG)
    polls.cast_many(poll, {1: 20, 2: 11})
    counting.count(poll)
    return poll


@pytest.fixture
def statement(told):
    return " ".join(told.sample_statement.split())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/treatment-resistant-depression/",
        "/polls/",
        f"/polls/{SLUG}/",
        f"/polls/{SLUG}/?voted=1",
        f"/polls/{SLUG}/ledger/",
        f"/polls/{SLUG}/embed/",
    ],
)
def test_a_page_with_figures_says_whom_they_speak_for(client, told, statement, path):
    text = client.get(path).text
    assert "4,010" in text or "3,979" in text
    assert statement in words_of(text)


def test_a_closed_poll_in_the_archive_says_so_too(client, told, statement):
    lifecycle.close(told)
    assert statement in words_of(client.get("/polls/").text)


def test_the_json_says_whom_its_figures_speak_for(client, told, statement):
    assert statement in client.get(f"/polls/{SLUG}/results.json").json()["method"]


@pytest.mark.parametrize("by", ["total", "month"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_every_row_of_every_file_says_so(told, statement, tmp_path, kind, by):
    file = tmp_path / f"counts.{kind}"
    call_command("export_poll_counts", SLUG, format=kind, by=by, output=str(file))
    read = {"csv": _csv, "xlsx": _xlsx, "json": _json}[kind]
    rows = read(file.read_bytes())
    assert rows
    assert all(statement in row for row in rows)


def _csv(body):
    return body.decode("utf-8-sig").split("\r\n")[1:-1]


def _xlsx(body):
    sheet = next(sheet for sheet in load_workbook(BytesIO(body)) if sheet.title != "Read me")
    return [" ".join(map(str, row)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def _json(body):
    return [json.dumps(row) for row in json.loads(body)]
