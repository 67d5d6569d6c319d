"""Make a fixture of the release that this file stands in: `python -m tests.upgrade.make --name 2026-11`.

Run it before a change that an upgrade must survive, and commit what it writes: it fills a site on each database by the
release's own verbs and forms, draws its pages, and keeps all of it in tests/upgrade/fixtures/.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.machinery import programs
from tests.machinery.site import PROJECT, Site

from .archive import Facts, pack, path_of
from .browser import Browser, replaced
from .fill import PASSWORD
from .pages import FROZEN_PAGE, Drawn, desk_pages, public_pages, styled
from .release import EXPORT, KINDS, Place, databases_at

# The site's life: set up, then filled and used, then drawn. The pack's own dates are over by then.
DRAWN_AFTER = timedelta(days=65)
SET_UP_BEFORE = timedelta(days=62)
USED_BEFORE = timedelta(hours=2)
DESK_PERSON = "administrator"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--name", required=True, help="of the fixture's folder")
    name = arguments.parse_args().name
    noon = datetime.combine(datetime.now(UTC).date() + DRAWN_AFTER, time(12), tzinfo=UTC)
    installed = programs.find_or_install()
    with (
        tempfile.TemporaryDirectory(prefix="psyweb-fixture-") as whole,
        databases_at(noon, installed) as new_database,
    ):
        for kind in KINDS:
            folder = Path(whole) / kind
            folder.mkdir()
            place = Place(folder, new_database(kind, folder), secrets.token_urlsafe(64), installed.libfaketime)
            facts, pages = _live(place, noon)
            pack(path_of(name, kind), kind, place, installed.postgresql, (facts, pages))
            print(f"{path_of(name, kind)}: {len(pages)} pages")


def _live(place: Place, noon: datetime) -> tuple[Facts, list[Drawn]]:
    with place.running_at(noon - SET_UP_BEFORE):
        pass  # Loads the content pack and makes the first administrator.
    with place.running_at(noon - USED_BEFORE) as site:
        made = _filled(site)
        made |= _used(site, made["articles"])
    with place.running_at(noon) as site:
        made["export"] = site.manage(*EXPORT).stdout
        visitor, desk = Browser(site.url), Browser(site.url, made["sessions"][DESK_PERSON])
        made["styled_classes"] = styled(visitor, FROZEN_PAGE, made.pop("frozen_classes"))
        pages = [*public_pages(visitor, made.pop("starts")), *desk_pages(desk, DESK_PERSON)]
    return Facts(release=_release(), clock=noon, secret_key=place.secret_key, made=made), pages


def _filled(site: Site) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.upgrade.fill"]
    done = subprocess.run(command, cwd=PROJECT, env=site.environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def _used(site: Site, articles: dict[str, int]) -> dict[str, Any]:
    """What people do in a browser: log in, type and do not save, open a form and leave it open, report a mistake."""
    people = {}
    for name in ("author", "publisher", "administrator"):
        people[name] = Browser(site.url)
        people[name].log_in(name, PASSWORD)
    visitor, report = Browser(site.url), "/articles/test-data-scheduled/report/"
    visitor.post(report, replaced(visitor.form(report, holds="message"), message="Test data: a reader's own report."))
    harmless = people["administrator"].get("/admin/polls/poll/").text
    poll = re.search(r'href="(/admin/polls/poll/[^"/]+/change/)">Test data: is a poll harmless', harmless)
    assert poll, "The desk's list of polls does not name the harmless one."
    typed = [
        _type(people, "author", f"/admin/articles/article/{articles['test-data-draft']}/change/", "summary"),
        _type(people, "administrator", poll[1], "choices_note"),
        _type(people, "publisher", "/admin/articles/notice/add/", "body"),
    ]
    opened = "/admin/articles/topic/add/"
    fields = people["publisher"].form(opened, holds="_served")
    return {
        "typed": typed,
        "opened": {"who": "publisher", "path": opened, "fields": fields},
        "sessions": {name: browser.cookies for name, browser in people.items()},
    }


def _type(people: dict[str, Browser], name: str, path: str, field: str) -> dict[str, str]:
    """Into a form that is not saved: its script sends the text to the address that the page names."""
    words = f"Test data: typed by the {name}, and not saved."
    page = people[name].get(path).text
    address = re.search(r'data-autosave-url="([^"]+)"', page)
    assert address, f"{path} does not keep what is typed."
    fields = replaced(people[name].form(path, holds="_served"), **{field: words})
    answer = people[name].post(address[1], fields)
    assert answer.status == 200, answer.text
    return {"who": name, "path": path, "words": words}


def _release() -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True).stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
