"""Mark each test `dated` that names a clock: it runs again with the clocks moved.

A test names one itself, or by a helper, a fixture or a constant of its module. Of a parametrised test that doesn't name
one itself, the first case stands for all. A mark that is typed in is for what meets a clock without naming one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

MOMENTS = "tests.moments"
SAME_ON_EACH_DAY = {"DAY", "in_words"}
"""Names of tests/moments.py that are no clock."""
ASKING = {"timezone.now", "datetime.now"}
# A file without any of them has no dated test.
MAY_BE_DATED = re.compile(rf"{MOMENTS}|{'|'.join(ASKING)}|mark\.dated")


class Module:
    """Hold what each function and constant of a test file names."""

    def __init__(self, source: str) -> None:
        body = ast.parse(source).body
        self.names = dict(_definitions(body))
        self.clocks = ASKING | set(_imported_moments(body))
        self.autouse = {name for name, used in self.names.items() if "autouse" in used}

    def names_a_clock(self, test: str) -> bool:
        return not self.clocks.isdisjoint(self.names.get(test, ()))

    def reaches_a_clock(self, test: str) -> bool:
        reached, waiting = set(), {test, *self.autouse}
        while waiting:
            used = self.names.get(waiting.pop(), set())
            waiting |= used - reached
            reached |= used
        return not self.clocks.isdisjoint(reached)


def files(folder: Path) -> list[Path]:
    """Return the files to collect where dated tests are wanted alone."""
    return sorted(path for path in folder.rglob("test_*.py") if MAY_BE_DATED.search(path.read_text()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and is_dated(item):
            item.add_marker("dated")


def is_dated(item: pytest.Function) -> bool:
    if (module := _module(item.path)) is None:
        return False
    is_first_case = not hasattr(item, "callspec") or not any(item.callspec.indices.values())
    return module.names_a_clock(item.originalname) or (is_first_case and module.reaches_a_clock(item.originalname))


@cache
def _module(path: Path) -> Module | None:
    source = path.read_text()
    return Module(source) if MAY_BE_DATED.search(source) else None


def _definitions(body: list[ast.stmt]) -> Iterator[tuple[str, set[str]]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, set(_named_in(node))
        elif isinstance(node, ast.Assign):
            yield from ((target.id, set(_named_in(node.value))) for target in node.targets if hasattr(target, "id"))


def _named_in(node: ast.AST) -> Iterator[str]:
    """Yield variables, arguments, which may be fixtures, and `timezone.now` for that."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.arg | ast.keyword):
            yield part.arg or ""
        elif isinstance(part, ast.Attribute):
            yield ast.unparse(part)


def _imported_moments(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module == MOMENTS:
            yield from {name.name for name in node.names} - SAME_ON_EACH_DAY
