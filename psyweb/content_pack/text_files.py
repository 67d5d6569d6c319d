"""A file of front matter between two lines of --- and a body."""

import re

from . import yaml_lines

FENCE = "---"
SECTION = re.compile(r"##\s+(?P<heading>.+?)(?:\s*\{(?P<mark>[^{}]*)\})?\s*")


def split(text, faults):
    """(front matter as Lined or None, body, first line of the body)."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE or FENCE not in (line.rstrip() for line in lines[1:]):
        faults.add(1, "The file must begin with front matter between two lines of ---.")
        return None, "", 1
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE)
    front = yaml_lines.read("\n".join(lines[1:end]), faults, first_line=2)
    if front is None and not faults.faults:
        faults.add(1, "The front matter is empty.")
    return front, "\n".join(lines[end + 1 :]), end + 2


def sections(body, first_line, faults):
    """(heading, mark in braces or None, body, line of the body, line of the heading) of each ## section."""
    found = []
    for number, line in enumerate(body.split("\n"), start=first_line):
        match = SECTION.fullmatch(line)
        if match:
            found.append((match["heading"], match["mark"], [], number))
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            faults.add(number, "Words stand before the first section; a section begins with “## Heading {aspect=…}”.")
    return [(heading, mark, *_trimmed(lines, number + 1), number) for heading, mark, lines, number in found]


def _trimmed(lines, number):
    """Without the empty lines around: (words, line of the first)."""
    words = "\n".join(lines)
    empty = len(words) - len(words.lstrip("\n"))
    return words.strip("\n"), number + empty
