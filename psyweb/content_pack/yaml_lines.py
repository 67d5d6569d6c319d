"""YAML whose values remember their lines, so that a fault can say where it is."""

import yaml

SCALARS = yaml.SafeLoader("")


class Lined(dict):
    """A mapping with the line of each key, and its own."""

    def __init__(self, line):
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key):
        return self.lines.get(key, self.line)


class LinedList(list):
    """A list with the line of each item, and its own."""

    def __init__(self, line):
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read(text, faults, *, first_line=1):
    """The value, or None after a fault. `first_line` is the line of the file that the text begins on."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add((mark.line if mark else 0) + first_line, f"This is not YAML: {error.problem or error.context}.")
        return None
    except yaml.YAMLError as error:
        faults.add(first_line, f"This is not YAML: {' '.join(str(error).split())}.")
        return None
    return _built(node, faults, first_line) if node else None


def _built(node, faults, first_line):
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, faults, first_line, Lined(line))
    if isinstance(node, yaml.SequenceNode):
        items = LinedList(line)
        for child in node.value:
            items.append(_built(child, faults, first_line))
            items.lines.append(child.start_mark.line + first_line)
        return items
    try:
        return SCALARS.construct_object(node)
    except (ValueError, yaml.YAMLError):
        faults.add(line, f"“{node.value}” is not a day of the calendar, or not a value of its kind.")
        return None


def _mapping(node, faults, first_line, mapping):
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + first_line
        if key in mapping:
            faults.add(line, f"“{key}” stands twice.")
        mapping[key] = _built(value_node, faults, first_line)
        mapping.lines[key] = line
    return mapping
