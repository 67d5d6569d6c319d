"""Validate HTML with the Nu HTML checker, which validator.w3.org runs: a Java archive from its npm package.

Why: docs/decisions/every-page-is-measured.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
IN_THE_PACKAGE = "package/build/dist/vnu.jar"
# The role is redundant in HTML, but VoiceOver in WebKit does not announce a list without markers as a list:
# https://bugs.webkit.org/show_bug.cgi?id=170179
NEEDED_ALL_THE_SAME = re.compile("The “list” role is unnecessary for element “[uo]l”.")
JAR = Path(__file__).resolve().parents[2] / "var" / "tools" / f"vnu-{VERSION}.jar"


def find_or_fetch(npm: Path) -> Path:
    """Return the path of the archive. Exit if the package has another hash than the pinned one."""
    if not JAR.is_file():
        print(f"The tests need the HTML validator. Running: npm pack vnu-jar@{VERSION}", flush=True)
        with tempfile.TemporaryDirectory(prefix="psyweb-validator-") as folder:
            command = [str(npm), "pack", f"vnu-jar@{VERSION}", "--silent"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            _keep(next(Path(folder).glob("*.tgz")))
    return JAR


def _keep(package: Path) -> None:
    if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != SHA512:
        sys.exit(f"vnu-jar {VERSION} is not the package that was pinned in {__file__}: it was not used.")
    JAR.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        content = archive.extractfile(IN_THE_PACKAGE)
        assert content is not None
        # Rename a complete file, so that an interrupted run leaves none that is cut.
        half = JAR.with_suffix(".new")
        half.write_bytes(content.read())
        half.rename(JAR)


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
