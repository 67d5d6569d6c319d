"""Measure the requests and bytes of a reader's first view of a page, as Chromium counts them on the network."""

from __future__ import annotations

from typing import Any

PHONE = {"width": 360, "height": 780}


def first_view(browser: Any, url: str) -> tuple[list[str], list[int]]:
    """Return the requested addresses, and the bytes of each answer with its headers."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    asked: list[str] = []
    sizes: list[int] = []
    network.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="networkidle")
    context.close()
    return asked, sizes
