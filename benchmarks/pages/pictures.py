"""Take screenshots of every kind of page at two widths, light and dark, in var/pictures/ (`make pictures`)."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from benchmarks.chromium import running_browser
from benchmarks.django_site import set_up
from tests.machinery.site import PROJECT, running_site

TARGET = PROJECT / "var" / "pictures"
SIZES = {"360": {"width": 360, "height": 780}, "1280": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")


def main() -> None:
    set_up()
    from tests.machinery import addresses

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site, running_browser() as browser:
        for width, size in SIZES.items():
            for scheme in SCHEMES:
                page = browser.new_context(viewport=size, color_scheme=scheme, base_url=site.url).new_page()
                for path in addresses.for_people():
                    page.goto(path, wait_until="networkidle")
                    name = re.sub(r"\W+", "-", path).strip("-") or "front"
                    page.screenshot(path=str(TARGET / f"{name}.{width}.{scheme}.png"), full_page=True)
    print(f"Pictures of every page are in {TARGET}.")


if __name__ == "__main__":
    main()
