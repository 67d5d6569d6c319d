"""Validate HTML with the Nu HTML checker, which validator.w3.org runs: a Java archive from its npm package.

Why: docs/decisions/every-page-is-measured.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

from .npm_package import TOOLS, Package

PACKAGE = Package(
    "vnu-jar", "26.9.27", "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
)
# The role is redundant in HTML, but VoiceOver in WebKit does not announce a list without markers as a list:
# https://bugs.webkit.org/show_bug.cgi?id=170179
NEEDED_ALL_THE_SAME = re.compile("The “list” role is unnecessary for element “[uo]l”.")
FOLDER = TOOLS / f"vnu-jar-{PACKAGE.version}"
JAR = FOLDER / "build" / "dist" / "vnu.jar"


def find_or_fetch(npm: Path) -> Path:
    """Return the path of the archive. Exit if the package has another hash than the pinned one."""
    if not JAR.is_file():
        PACKAGE.extract(npm, FOLDER)
    return JAR


def complaints(java: Path, jar: Path, pages: dict[str, str]) -> list[str]:
    """Return 'name: line: message' for each error and warning in `pages` (HTML by name). Java runs once for all."""
    with tempfile.TemporaryDirectory(prefix="psyweb-pages-") as name:
        names = {f"{number}.html": each for number, each in enumerate(pages)}
        for file, each in names.items():
            (Path(name) / file).write_text(pages[each], encoding="utf-8")
        command = [str(java), "-Xss1m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", name]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    messages = json.loads(output)["messages"]
    return sorted(
        f"{names[message['url'].rpartition('/')[2]]}: {message.get('lastLine', '?')}: {message['message']}"
        for message in messages
        if not NEEDED_ALL_THE_SAME.fullmatch(message["message"])
    )
