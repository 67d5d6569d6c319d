"""Run Lighthouse with its phone profile against the running site (`make audit`). Fails below 100 in any category."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import report
from tests.machinery import programs
from tests.machinery.site import running_site

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = {
    "front": "/",
    "article": "/articles/treatment-resistant-depression/",
    "poll": "/polls/antidepressant-use/",
    "search": "/search/?q=therapy",
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
# Results of a search are kept out of search engines on purpose, which Lighthouse counts as a fault.
MEANT = {"search": ["is-crawlable"]}
FLAGS = "--headless=new --no-sandbox --disable-background-networking"
LIMIT_SECONDS = 300
RUNS = 3  # Of each page; the median counts, as Lighthouse advises: one run says as much of the machine as of the page.
WORDS = f"""# Lighthouse

`make audit`: {LIGHTHOUSE} on its telephone profile (slow 4G, a processor four times slower), against the site as
`make run` serves it; the median of {RUNS} runs. The search page is asked without `is-crawlable`: results of a search
are kept out of search engines on purpose."""


def main() -> int:
    npx = shutil.which("npx")
    if npx is None:
        sys.exit("The audit needs npx (Debian: npm): please install it and run `make audit` again.")
    chromium = programs.find_or_install().chromium
    with tempfile.TemporaryDirectory(prefix="psyweb-audit-") as name, running_site(Path(name)) as site:
        found = {page: _median(npx, chromium, Path(name), page, site.url + path) for page, path in PAGES.items()}
    table = report.table(["page", *CATEGORIES], [[page, *scores] for page, (scores, _) in found.items()])
    faults = [f"{page}: {fault}" for page, (_, faults) in found.items() for fault in faults]
    print(table, *faults, sep="\n")
    report.write("lighthouse", WORDS, [table])
    return 0 if all(score == 100 for scores, _ in found.values() for score in scores) else 1


def _median(npx: str, chromium: Path, folder: Path, page: str, url: str) -> tuple[list[int], list[str]]:
    return sorted(_audit(npx, chromium, folder, page, url) for _ in range(RUNS))[RUNS // 2]


def _audit(npx: str, chromium: Path, folder: Path, page: str, url: str) -> tuple[list[int], list[str]]:
    """The four scores, and the audits that took something from them."""
    skipped = [f"--skip-audits={','.join(MEANT[page])}"] if page in MEANT else []
    profile = f"--user-data-dir={folder / 'chromium'}"
    command = [npx, "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS} {profile}", *skipped]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=LIMIT_SECONDS)
    told = json.loads(result.stdout)
    counted = {ref["id"] for name in CATEGORIES for ref in told["categories"][name]["auditRefs"] if ref["weight"]}
    faults = [
        f"{name} {told['audits'][name].get('displayValue', '')}"
        for name in sorted(counted)
        if (told["audits"][name]["score"] or 0) < 1
        and told["audits"][name]["scoreDisplayMode"] in {"binary", "numeric"}
    ]
    return [round(100 * told["categories"][name]["score"]) for name in CATEGORIES], faults


if __name__ == "__main__":
    sys.exit(main())
