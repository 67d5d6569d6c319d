"""Find interface strings in source files that no call of gettext marks for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MARKING = re.compile(r"_|_lazy|n?p?gettext(?:_lazy|_noop)?")
# Calls with strings that people read. ARGUMENTS: keyword arguments that are such strings in any call.
SAYING = re.compile(
    r"Refused|ValidationError|Fault|Complaint|add_error|message_user|refuse_unless"
    r"|messages\.(?:error|success|warning|info)"
)
ARGUMENTS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
DECLARED = {"verbose_name", "verbose_name_plural", "site_title", "site_header", "index_title", "empty_value_display"}
DISPLAYING = {"display", "action"}  # Decorators of the admin, with the argument `description`.
PROSE = re.compile(r"[A-Za-z]{2,}[,:;.!?]? [a-z]{2,}|^[A-Z][a-z]{2,}[.:]?$")
TAG = re.compile(
    r"\{%\s*(blocktrans(?:late)?|comment)\b.*?\{%\s*end\1\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)
NO_TEXT = re.compile(r"<!--.*?-->|<(script|style|code|textarea)\b.*?</\1>|<!doctype[^>]*>|&\w+;", re.DOTALL)
SPOKEN = re.compile(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")
SENTENCE = re.compile(r"^[A-Z][a-z’]* [a-z].*[a-z]")


def in_python(source: str) -> Iterator[str]:
    """Yield the literals that a saying call, an argument or a declaration holds unmarked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            given = list(node.args) if SAYING.fullmatch(_called(node.func)) else []
            given += [word.value for word in node.keywords if word.arg in ARGUMENTS]
            if _name(node.func) in DISPLAYING:
                given += [word.value for word in node.keywords if word.arg == "description"]
        elif isinstance(node, ast.Assign) and any(_name(target) in DECLARED for target in node.targets):
            given = [node.value]
        else:
            continue
        for value in given:
            yield from filter(PROSE.search, _unmarked(value))


def _unmarked(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not (isinstance(node, ast.Call) and MARKING.fullmatch(_name(node.func))):
        for child in ast.iter_child_nodes(node):
            yield from _unmarked(child)


def _called(node: ast.AST) -> str:
    """Return `messages.error` for it, and the last name for all others."""
    is_message = isinstance(node, ast.Attribute) and _name(node.value) == "messages"
    return f"messages.{_name(node)}" if is_message else _name(node)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def in_template(source: str) -> Iterator[str]:
    """Yield the texts and spoken attributes outside of translating tags."""
    bare = NO_TEXT.sub("", TAG.sub("\0", source))
    for words in [*SPOKEN.findall(bare), *re.split(r"<[^>]*>|\n", bare)]:
        if PROSE.search(words.replace("\0", "").strip()):
            yield words.replace("\0", "…").strip()


def in_script(source: str) -> Iterator[str]:
    """Yield the literals that read like a sentence: a script has to get its strings from the page."""
    for literal in LITERAL.findall(COMMENT.sub("", source)):
        words = "".join(literal)
        if SENTENCE.search(words):
            yield words


def files(root: Path, *folders: str, ends: str) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob(f"*{ends}"))
