"""`make pictures`: every kind of page at two widths, light and dark, in var/pictures/, to be looked at."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.machinery import programs
from tests.machinery.site import PROJECT, running_site

TARGET = PROJECT / "var" / "pictures"
SIZES = {"360": {"width": 360, "height": 780}, "1280": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    django.setup()
    from tests.machinery import addresses

    TARGET.mkdir(parents=True, exist_ok=True)
    chromium = str(programs.find_or_install().chromium)
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width, size in SIZES.items():
            for scheme in SCHEMES:
                page = browser.new_context(viewport=size, color_scheme=scheme, base_url=site.url).new_page()
                for path in addresses.for_people():
                    page.goto(path, wait_until="networkidle")
                    name = re.sub(r"\W+", "-", path).strip("-") or "front"
                    page.screenshot(path=str(TARGET / f"{name}.{width}.{scheme}.png"), full_page=True)
        browser.close()
    print(f"Pictures of every page are in {TARGET}.")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    os.environ.setdefault("SECRET_KEY", "x" * 50)
    main()
