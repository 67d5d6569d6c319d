"""Check that the documents are true: the files, tests and settings that they name exist, and none is left out."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
WHERE_TO_CHANGE = [PROJECT / "docs" / "architecture.md", PROJECT / "docs" / "changing.md"]
NOT_IN_THE_PROJECT = {"var", "locale"}
"""Folders that commands make: what the site writes, and words for a translator."""
FOLDERS = {path.name for path in PROJECT.iterdir() if path.is_dir() and path.name[0] not in "._"} - NOT_IN_THE_PROJECT
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?<![\w/.<-])[\w.-]+(?:/[\w.-]+)*/?(?![\w/<*…])")
FILE_NAME = re.compile(r"[\w-]+\.(?:py|html|css|js|sql|md|conf|toml|txt)")
NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
SETTING = re.compile(r"`([A-Z_]+)`")


def paths_named_in(text):
    """What stands in backticks and begins with a folder of the project."""
    words = [path.rstrip(".") for code in CODE.findall(text) for path in PATH.findall(code)]
    return [word for word in words if "/" in word and word.split("/")[0] in FOLDERS]


def named(document):
    return str(document.relative_to(PROJECT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_path_that_a_document_names_exists(document):
    assert [path for path in paths_named_in(document.read_text()) if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("document", WHERE_TO_CHANGE, ids=named)
def test_a_file_is_named_by_its_whole_path_where_somebody_looks_for_it(document):
    names = [code for code in CODE.findall(document.read_text()) if FILE_NAME.fullmatch(code)]
    assert [name for name in names if not (PROJECT / name).exists()] == []


def test_a_path_that_is_gone_is_found():
    text = (
        "`polls/none.py`, `none/none.py`, `/polls/<slug>/`, `var/made`, `tests/none.py::test_it` and `articles/none/`"
    )
    assert paths_named_in(text) == ["polls/none.py", "tests/none.py", "articles/none/"]


def functions_in(path):
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_test_that_a_document_names_exists(document):
    tests = NAMED_TEST.findall(document.read_text())
    assert [f"{file}::{name}" for file, name in tests if name not in functions_in(PROJECT / file)] == []


def settings_read():
    """The environment variables that psyweb/settings.py reads."""
    tree = ast.parse((PROJECT / "psyweb" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return {
        call.args[0].value for call in calls if isinstance(call.func.value, ast.Name) and call.func.value.id == "env"
    }


def test_the_readme_has_a_row_for_every_setting_and_no_other():
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (PROJECT / "README.md").read_text(), re.MULTILINE)
    assert {name for row in rows for name in SETTING.findall(row)} == settings_read()


def test_the_readme_names_every_folder():
    layout = (PROJECT / "README.md").read_text().partition("## Layout")[2]
    assert {folder for folder in FOLDERS if f"\n{folder}/" not in layout} == set()
