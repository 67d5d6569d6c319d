"""Find accessibility faults with IBM Equal Access, whose rules are others than axe-core's, from its npm package.

Why: docs/decisions/every-page-is-measured.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .npm_package import TOOLS, Package

PACKAGE = Package(
    "accessibility-checker-engine",
    "4.0.34",
    "nGE7j5gI/914QLgt1tFcjM9kCr4EKx3HxctsZE8BobObYmQr+UoYsKdWVLowG4QHCB7G/F0Prr3kTwKENPHrcA==",
)
FOLDER = TOOLS / f"{PACKAGE.name}-{PACKAGE.version}"
ENGINE = FOLDER / "ace.js"
# What is no fault: the rule, a piece of the element that it names, and the reason.
NO_FAULTS = [
    (
        "aria_content_in_landmark",
        'class="skip',
        "The first stop of a keyboard leads past the header, and so stands before all landmarks (WCAG technique G1).",
    ),
    (
        "aria_complementary_labelled",
        '<aside class="callout ',
        "In a section of a text, an aside without a name is no landmark (HTML-AAM). With a name, each would be one.",
    ),
    (
        "element_tabbable_role_valid",
        'role="region"',
        "A region that scrolls must take the focus, so that keys can scroll it (WCAG 2.1.1).",
    ),
    *(
        (rule, "<form ", "A form without a name is no landmark (HTML-AAM), and needs none to be told from others.")
        for rule in ("aria_form_label_unique", "aria_landmark_name_unique")
    ),
    ("input_label_exists", 'id="searchbar"', "Django's label is a picture, whose alternative text is the name."),
    ("input_label_after", 'id="id_has_read"', "A label may stand before its box; the order is advice (technique H44)."),
    (
        "label_ref_valid",
        '<label for="id_sections-',
        "The editor hides the text box and takes its place, with a name of its own. Without a script the box is there.",
    ),
    ("fieldset_label_valid", '<fieldset class="module aligned ', "Django's group of the first fields: no question."),
]
# A "violation" fails a rule for certain; the rest is advice, or for a person to look at.
# The labels of a closed part are hidden like its fields, and it takes them for missing: all parts are opened.
VIOLATIONS = """async () => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    for (const part of closed) part.open = true;
    const { results } = await new ace.Checker().check(document, ["IBM_Accessibility"]);
    for (const part of closed) part.open = false;
    return results
        .filter(({ value }) => value.join() === "VIOLATION,FAIL")
        .map(({ ruleId, message, snippet }) => [ruleId, message, snippet]);
}"""


def find_or_fetch(npm: Path) -> Path:
    """Return the path of the engine. Exit if the package has another hash than the pinned one."""
    if not ENGINE.is_file():
        PACKAGE.extract(npm, FOLDER)
    return ENGINE


def violations(page: Any) -> list[str]:
    """Return 'rule: message element' for each fault of a page of Playwright."""
    page.evaluate(ENGINE.read_text(encoding="utf-8"))
    return [
        f"{rule}: {message} {element[:160]}"
        for rule, message, element in page.evaluate(VIOLATIONS)
        if not any(rule == known and piece in element for known, piece, _reason in NO_FAULTS)
    ]
