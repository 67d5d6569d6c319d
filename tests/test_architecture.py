"""The shape that docs/architecture.md draws, read from the imports of the code."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = PROJECT / "docs" / "architecture.md"
NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
APPS = ("psyweb", "articles", "polls")
MAY_IMPORT = {"articles": {"articles"}, "polls": {"polls"}, "psyweb": {"psyweb", "articles", "polls"}}
# A module in the left column never imports one in the right: models know nothing of those who show them.
LAYERS = {"models": {"views", "admin", "forms", "workflow", "voting", "counting", "exports", "urls"}}


def modules_of(app):
    return [path for path in (PROJECT / app).rglob("*.py") if "migrations" not in path.parts]


def imports_of(path):
    """Dotted names that the module imports, relative ones made absolute."""
    package = ".".join(path.relative_to(PROJECT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package if node.level else ""
            start = ".".join(part for part in (base, node.module) if part)
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_what_they_may(app):
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in modules_of(app)
        for name in imports_of(path)
        if name.split(".")[0] in set(APPS) - MAY_IMPORT[app]
    ]
    assert wrong == []


@pytest.mark.parametrize("app", ["articles", "polls"])
def test_models_know_nothing_of_those_who_show_them(app):
    models = [path for path in modules_of(app) if "models" in path.parts or path.stem == "models"]
    assert models
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in models
        for name in imports_of(path)
        if name.startswith(f"{app}.") and name.split(".")[1] in LAYERS["models"]
    ]
    assert wrong == []


def test_only_markup_calls_text_safe():
    callers = [
        str(path.relative_to(PROJECT)) for app in APPS for path in modules_of(app) if "mark_safe" in path.read_text()
    ]
    assert callers == ["articles/markdown/rendering.py"]


def test_no_template_calls_text_safe():
    assert [path.name for path in (PROJECT / "templates").rglob("*.html") if "|safe" in path.read_text()] == []


def names_of_tests_in(path):
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_document_names_is_there():
    named = NAMED_TEST.findall(DOCUMENT.read_text())
    assert named
    assert [f"{file}::{name}" for file, name in named if name not in names_of_tests_in(PROJECT / file)] == []


def test_every_invariant_names_a_test():
    rows = re.findall(r"^\| (\d+) \|(.*)$", DOCUMENT.read_text(), re.MULTILINE)
    assert [int(number) for number, _row in rows] == list(range(1, 11))
    assert [number for number, row in rows if not NAMED_TEST.search(row)] == []
