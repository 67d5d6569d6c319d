"""Validate the SVG files of a pack: only shapes, colours for light and dark screens, and descriptions.

Uploads at the desk are never SVG (docs/decisions/drawings-for-light-and-dark.md).
"""

import re
from collections.abc import Iterator
from typing import TypeAlias
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "title", "desc", "defs", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "symbol", "style",
}  # fmt: skip
ATTRIBUTES = re.compile(
    r"id|class|role|aria-[a-z]+|viewBox|preserveAspectRatio|width|height|d|[cfr]?[xyr]|[xy][12]|points|transform|"
    r"opacity|offset|fill(-[a-z]+)?|stroke(-[a-z]+)?|stop-(color|opacity)|clip-(path|rule)|mask|gradient(Units|Transform)|"
    r"spreadMethod|clipPathUnits|maskUnits"
)
COLOUR_RULE = r"\.[\w-]+(?:, \.[\w-]+)* \{ (?:fill|stroke|stop-color): #[0-9a-f]{6} \}\s*"
DARK_COLOURS = re.compile(rf"\s*@media screen and \(prefers-color-scheme: dark\) \{{\s*(?:{COLOUR_RULE})+\}}\s*")
Size: TypeAlias = tuple[int, int]  # Width and height, in units of the viewBox.

OWN_REFERENCE = re.compile(r"url\(#[\w-]+\)")


def size_and_faults(data: bytes) -> tuple[Size | None, list[tuple[int, str]]]:
    """Return the size, None where it is not known, and each fault as (line, reason)."""
    text = data.decode("utf-8", errors="replace")
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        return None, [(1, "A drawing may hold no document type and no entities.")]
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (without a document type there are no entities to expand)
    except ElementTree.ParseError as error:
        return None, [(error.position[0], "This is not well-formed SVG.")]
    faults = [(_line_of(text, wanted), reason) for wanted, reason in _unsafe(root)]
    size = _size(root)
    if size is None:
        faults.append((1, 'The drawing must say its size: viewBox="0 0 width height".'))
    return size, faults


def _unsafe(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Yield (text that finds the line, reason) for each element or attribute that isn't on the lists."""
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name not in ELEMENTS:
            yield f"<{name}", f"The element <{name}> may not be in a drawing."
        if name == "style" and (len(element) or not DARK_COLOURS.fullmatch(element.text or "")):
            yield "<style", "The style of a drawing may only give classes their colours on dark screens."
        for attribute, value in element.attrib.items():
            plain = attribute.rsplit("}", 1)[-1]
            if not ATTRIBUTES.fullmatch(attribute):
                yield plain, f"The attribute “{plain}” may not be in a drawing."
            elif "url(" in OWN_REFERENCE.sub("", value) or ":" in value:
                yield value, f"“{value}” leads out of the drawing."


def _line_of(text: str, wanted: str) -> int:
    return text[: max(text.find(wanted), 0)].count("\n") + 1


def _size(root: ElementTree.Element) -> Size | None:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))
    if len(numbers) != 4:
        return None
    return round(float(numbers[2])), round(float(numbers[3]))
