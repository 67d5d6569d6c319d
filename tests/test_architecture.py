"""The shape that docs/architecture.md draws, read from the imports of the code."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = PROJECT / "docs" / "architecture.md"
NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
# Imports point down only. A package in the left column imports those on its right, and itself.
MAY_IMPORT = {
    "operations": {"psyweb", "articles", "polls", "desk", "privacy"},
    "psyweb": {"articles", "polls", "desk", "privacy"},
    "articles": {"desk", "privacy"},
    "polls": {"desk", "privacy"},
    "desk": {"privacy"},
    "privacy": set(),
}
APPS = tuple(MAY_IMPORT)
# Models know nothing of those who show and change them.
ABOVE_THE_MODELS = {
    "articles": {"documents", "checks", "comparison", "publishing", "reading", "search", "editing", "upkeep", "urls"},
    "polls": {"ballots", "ledger", "results", "counting", "lifecycle", "exports", "admin", "views", "urls"},
}
MOST_SIDE_BY_SIDE = 12
MOST_LINES_OF_PSYWEB = 4_500


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


def name_of(path):
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def imports():
    """Module -> the project's own modules that it imports, anywhere in its file."""
    paths = {name_of(path): path for app in APPS for path in modules_of(app)}
    return {
        name: {imported for imported in imports_of(path) if imported in paths and imported != name}
        for name, path in paths.items()
    }


def room_of(name):
    """The folder or module directly inside an app: `polls.ledger` of `polls.ledger.entries`."""
    return ".".join(name.split(".")[:2])


def circle_in(graph):
    """The names between and on the circles of a graph, or none: what is left without its sources and sinks."""
    left = {name: others & graph.keys() for name, others in graph.items()}
    while True:
        targets = set().union(*left.values())
        kept = {name for name, others in left.items() if others and name in targets}
        if kept == left.keys():
            return sorted(left)
        left = {name: left[name] & kept for name in kept}


@pytest.mark.parametrize("app", APPS)
def test_imports_point_down_only(app):
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in modules_of(app)
        for name in imports_of(path)
        if name.split(".")[0] in set(APPS) - MAY_IMPORT[app] - {app}
    ]
    assert wrong == []


def test_no_module_is_on_a_circle_of_imports(imports):
    # A package's own __init__ re-exports its modules, which import it again by name.
    modules = {
        name: {other for other in others if not name.startswith(f"{other}.") and not other.startswith(f"{name}.")}
        for name, others in imports.items()
    }
    assert circle_in(modules) == []


def test_no_room_is_on_a_circle_of_imports(imports):
    rooms = {}
    for name, others in imports.items():
        rooms.setdefault(room_of(name), set()).update(room_of(other) for other in others)
    apart = {room: {other for other in others if other != room and "." in other} for room, others in rooms.items()}
    assert circle_in(apart) == []


def test_a_circle_is_found():
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == ["b", "c"]


@pytest.mark.parametrize("app", ["articles", "polls"])
def test_models_know_nothing_of_those_who_show_them(app):
    models = [path for path in modules_of(app) if "models" in path.parts]
    assert models
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in models
        for name in imports_of(path)
        if name.startswith(f"{app}.") and name.split(".")[1] in ABOVE_THE_MODELS[app]
    ]
    assert wrong == []


def test_no_folder_holds_more_modules_than_a_reader_can_take_in():
    counts = Counter(
        path.parent.relative_to(PROJECT) for app in APPS for path in modules_of(app) if path.stem != "__init__"
    )
    # One file for each thing that editors speak of; its __init__ is their table of contents.
    del counts[Path("articles/models")]
    assert {str(folder): count for folder, count in counts.items() if count > MOST_SIDE_BY_SIDE} == {}


def test_psyweb_only_joins():
    assert sum(len(path.read_text().splitlines()) for path in modules_of("psyweb")) < MOST_LINES_OF_PSYWEB


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
