"""Start this release on the data of each earlier one, on both databases.

Pages and figures are read before any test changes something, so that the order of the tests does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from tests.machinery import programs
from tests.machinery.site import Site

from .archive import FIXTURES, Facts, path_of, restore_database, unpack
from .browser import Browser
from .pages import VISITOR, Drawn
from .release import EXPORT, KINDS, Place, databases_at

NAMES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/upgrade" in item.path.as_posix():
            item.add_marker(pytest.mark.upgrade)
            item.add_marker(pytest.mark.apart)


@dataclass(frozen=True)
class Upgraded:
    """A running site, and what it said before any test touched it."""

    site: Site
    facts: Facts
    before: list[Drawn]
    after: list[Drawn]
    export: str
    verdict: CompletedProcess[str]

    def browser(self, name: str) -> Browser:
        """Of somebody who logged in before the upgrade; a copy, so that no test logs another out."""
        return Browser(self.site.url, dict(self.facts.made["sessions"][name]))


@pytest.fixture(scope="session")
def installed() -> programs.Programs:
    return programs.find_or_install()


@pytest.fixture(scope="session", params=[f"{name}-{kind}" for name in NAMES for kind in KINDS])
def upgraded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    installed: programs.Programs,
) -> Iterator[Upgraded]:
    name, _, kind = request.param.rpartition("-")
    folder = tmp_path_factory.mktemp(request.param)
    facts, before = unpack(path_of(name, kind), folder)
    with ExitStack() as stack:
        new_database = stack.enter_context(databases_at(facts.clock, installed))
        place = Place(folder, new_database(kind, folder), facts.secret_key, installed.libfaketime)
        restore_database(kind, folder, place.database_url, installed.postgresql)
        site = stack.enter_context(place.running_at(facts.clock))
        after = [_drawn_again(site, facts, page) for page in before]
        export = site.manage(*EXPORT, check=False).stdout
        yield Upgraded(site, facts, before, after, export, site.manage("verify_polls", check=False))


def _drawn_again(site: Site, facts: Facts, page: Drawn) -> Drawn:
    cookies = {} if page.who == VISITOR else dict(facts.made["sessions"][page.who])
    return Drawn.of(page.who, page.path, Browser(site.url, cookies).get(page.path))
