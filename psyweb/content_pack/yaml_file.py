"""Parse YAML into pydantic models, and report each fault on the line of its value."""

from typing import Any, NamedTuple, TypeVar

import yaml
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .faults import FileReport
from .schema import REFERENCES, UNIQUE, Record

R = TypeVar("R", bound=Record)
Path = tuple[str | int, ...]  # As pydantic's `loc`: the names of fields and the places in lists, from the top.

DUPLICATE = gettext_lazy("“%(name)s” stands twice.")
WORDS = gettext_lazy("%(what)s must be words; a number or a day stands in quotes.")
WHOLE_NUMBER = gettext_lazy("%(what)s must be a whole number.")
# Messages by the type of error: those of pydantic, and those that schema.py raises.
SENTENCES = {
    "alt_or_decorative": gettext_lazy("An image needs either “alt” or “decorative: true”."),
    "bool_type": gettext_lazy("%(what)s must be true or false."),
    "country": gettext_lazy("%(what)s must be two capital letters, such as NZ."),
    "date_type": gettext_lazy("%(what)s must be a day such as 2026-11-23."),
    "extra_forbidden": gettext_lazy("%(what)s is not a field of %(whole)s."),
    "greater_than_equal": WHOLE_NUMBER,
    "int_type": WHOLE_NUMBER,
    "list_type": gettext_lazy("%(what)s must be a list."),
    "missing": gettext_lazy("%(whole)s lacks %(what)s."),
    "model_type": gettext_lazy("%(what)s must be fields, one a line."),
    "name_of_medicine": gettext_lazy("%(what)s must have letters that can be seen, and single spaces."),
    "one_of": gettext_lazy("%(what)s must be one of: %(choices)s."),
    "partial_date": gettext_lazy('%(what)s must be a date in quotes: "2024", "2024-01" or "2024-01-19".'),
    "string_pattern_mismatch": gettext_lazy("%(what)s must be small letters, digits and single hyphens."),
    "string_too_long": gettext_lazy("%(what)s is longer than the %(max_length)s characters that are allowed."),
    "string_too_short": WORDS,
    "string_type": WORDS,
    "unknown_sources": gettext_lazy("No source of this name is described: %(names)s."),
    "web_address": gettext_lazy("%(what)s must be an address that begins with https:// or http://."),
}
OTHER_ERROR = gettext_lazy("%(what)s is not a value of its kind.")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # The same values, ten times as fast, where libyaml is.
UNREADABLE = object()  # In place of a value whose fault was reported already.


class Part(NamedTuple):
    """A value with the line at which it stands."""

    value: Any
    line: int


class YamlFile:
    """Hold the values of a YAML text by their paths, each with its line. Line 1 of the text is line 1 of the file."""

    def __init__(self, text: str, report: FileReport) -> None:
        self.report = report
        self.parts: dict[Path, Part] = {(): Part(None, 1)}
        try:
            self.loader = LOADER(text)
            node = self.loader.get_single_node()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            self.parts[()] = Part(UNREADABLE, mark.line + 1 if mark else 1)
            problem = getattr(error, "problem", None) or " ".join(str(error).split())
            self.refuse((), _("This is not YAML: %(problem)s.") % {"problem": problem})
        else:
            if node is not None:
                self._parse((), node, node.start_mark.line + 1)

    def refuse(self, path: Path, reason: str) -> None:
        """Report a fault on the line of the value at `path`, or of the nearest part around a missing value."""
        while path not in self.parts:
            path = path[:-1]
        self.report.add(self.parts[path].line, reason)

    def read(self, model: type[R]) -> R | None:
        """Return the validated model, or None where a value has a fault. Reports each reference and each fault."""
        for path, (value, line) in self.parts.items():
            if isinstance(value, list):
                self._refuse_duplicates(path, value)
            elif isinstance(value, str) and _field(path) in REFERENCES:
                self.report.references.append((line, REFERENCES[_field(path)], value))
        try:
            return model.model_validate(self.parts[()].value)
        except ValidationError as refused:
            for error in refused.errors(include_url=False):
                if error["input"] is not UNREADABLE:
                    self.refuse(error["loc"], _sentence(error))
        return None

    def _parse(self, path: Path, node: yaml.Node, line: int) -> Any:
        """Return the value of a node, and add it and all values in it to `parts`. A field has the line of its name."""
        value: Any = UNREADABLE
        if isinstance(node, yaml.MappingNode):
            value = {}
            for key, child in node.value:
                name, key_line = str(key.value), key.start_mark.line + 1
                if name in value:
                    self.report.add(key_line, DUPLICATE % {"name": name})
                value[name] = self._parse((*path, name), child, key_line)
        elif isinstance(node, yaml.SequenceNode):
            value = [self._parse((*path, n), child, child.start_mark.line + 1) for n, child in enumerate(node.value)]
        else:
            try:
                value = self.loader.construct_object(node)
            except (ValueError, yaml.YAMLError):
                message = _("“%(value)s” is not a day of the calendar, or not a value of its kind.")
                self.report.add(line, message % {"value": node.value})
        self.parts[path] = Part(value, line)
        return value

    def _refuse_duplicates(self, path: Path, rows: list[Any]) -> None:
        for names in UNIQUE.get(_field(path), ()):
            seen: list[list[Any]] = []
            for place, row in enumerate(rows):
                key = [row.get(name) for name in names] if isinstance(row, dict) else [None]
                if key in seen:
                    self.refuse((*path, place), DUPLICATE % {"name": ", ".join(map(str, key))})
                elif None not in key:
                    seen.append(key)


def _field(path: Path) -> str:
    """Return the name of the field at the path, or of the list that holds the value at the path."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _shown(path: Path) -> str:
    """Return how a message names the value at the path."""
    if not path:
        return _("the file")
    if isinstance(path[-1], int):
        return _("entry %(number)s of “%(name)s”") % {"number": path[-1] + 1, "name": _field(path)}
    return f"“{path[-1]}”"


def _sentence(error: ErrorDetails) -> str:
    path = error["loc"]
    words = {**error.get("ctx", {}), "what": _shown(path), "whole": _shown(path[:-1])}
    return capfirst(SENTENCES.get(error["type"], OTHER_ERROR) % words)
