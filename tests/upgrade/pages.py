"""Draw the pages of a site, public ones and the desk's, and compare them with those of another release."""

from __future__ import annotations

import difflib
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from .browser import Answer, Browser
from .wanted import WANTED, Change

VISITOR = "visitor"
FROZEN_PAGE = "/articles/test-data-several-editions/"  # Of an edition that uses all that a body may hold.
MOST_PAGES = 600
LINK = re.compile(r'href="([^"#]*)')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
NOT_PAGES = ("/static/", "/media/", "/admin/")
# At the desk: what ends the session, what belongs to an account, what is Django's own, redirects to public pages.
NOT_OF_THE_DESK = re.compile(
    r"/admin/(logout|login|password_change|second-factor|confirm|jsi18n|r)/.*|.*/(history|delete|password)/|.*\?.*"
)
MOST_OF_A_KIND = 14  # Of the desk's pages: paths that differ in numbers alone.
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "application/ld+json", "image/svg")
HTML = "text/html"


@dataclass(frozen=True)
class Drawn:
    """One page as a release drew it. Only texts keep their body."""

    who: str
    path: str
    status: int
    content_type: str
    body: str

    @classmethod
    def of(cls, who: str, path: str, answer: Answer) -> Drawn:
        is_text = answer.content_type.startswith(TEXTS)
        return cls(who, path, answer.status, answer.content_type, answer.text if is_text else "")


def public_pages(browser: Browser, starts: Iterable[str]) -> list[Drawn]:
    """All pages that links lead to from `starts`."""
    return _crawl(browser, VISITOR, starts, lambda path: not path.startswith(NOT_PAGES))


def desk_pages(browser: Browser, who: str) -> list[Drawn]:
    kinds: Counter[str] = Counter()

    def is_wanted(path: str) -> bool:
        if not path.startswith("/admin/") or NOT_OF_THE_DESK.fullmatch(path):
            return False
        kind = NUMBER.sub("N", path)
        kinds[kind] += 1
        return kinds[kind] <= MOST_OF_A_KIND

    return _crawl(browser, who, ["/admin/"], is_wanted)


def styled(browser: Browser, path: str, classes: Iterable[str]) -> list[str]:
    """Those that the page's style sheets have a rule for."""
    links = STYLESHEET.findall(browser.get(path).text)
    rules = "".join(browser.get(urlsplit(urljoin(path, link)).path).text for link in links)
    return [name for name in classes if re.search(rf"\.{name}(?![\w-])", rules)]


def _crawl(browser: Browser, who: str, starts: Iterable[str], is_wanted: Callable[[str], bool]) -> list[Drawn]:
    waiting, seen, drawn = deque(starts), set(starts), []
    while waiting:
        path = waiting.popleft()
        page = Drawn.of(who, path, browser.get(path))
        drawn.append(page)
        if page.content_type == HTML:
            for link in LINK.findall(page.body):
                target = _inside(browser, path, link.replace("&amp;", "&"))
                if target and target not in seen and is_wanted(target):
                    seen.add(target)
                    waiting.append(target)
    assert len(drawn) < MOST_PAGES, "A link leads to ever more pages."
    return drawn


def _inside(browser: Browser, page: str, link: str) -> str | None:
    whole = urlsplit(urljoin(f"{browser.site_url}{page}", link))
    if whole.netloc != urlsplit(browser.site_url).netloc:
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def difference(old: Drawn, new: Drawn, wanted: Iterable[Change] = WANTED) -> str:
    """A unified diff of what is not wanted; empty for pages that are equal."""
    before, after = (_lines(page, old.path, list(wanted)) for page in (old, new))
    return "\n".join(difflib.unified_diff(before, after, "before", "after", lineterm="", n=2))


def _lines(page: Drawn, path: str, wanted: list[Change]) -> list[str]:
    """Public pages as they are sent. Of the desk's: their words and what their forms hold, for its editors' eyes."""
    body = page.body
    for change in wanted:
        body = change.taken_out_of(body, path)
    if page.who != VISITOR and page.content_type == HTML:
        reader = _DeskReader()
        reader.feed(body)
        parts = reader.parts
    else:
        # A line for each element, so that a difference can be read. Space between words shows as one.
        parts = re.split(r"(?<=>)|(?=<)|\n", body)
    lines = (" ".join(part.split()) for part in parts)
    return [f"status {page.status}, {page.content_type}", *(line for line in lines if line)]


class _DeskReader(HTMLParser):
    """The words of a page, and the names and values of its fields, in their order."""

    SILENT = ("script", "style", "template")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag in self.SILENT
        if given.get("name") and tag in {"input", "select", "textarea", "button"}:
            chosen = " chosen" if "checked" in given else ""
            self.parts.append(f"[{tag} {given['name']}={given.get('value') or ''}{chosen}]")
        if tag == "option" and "selected" in given:
            self.parts.append("[chosen]")
        if tag == "a" and given.get("href"):
            self.parts.append(f"[to {given['href']}]")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts += data.split("\n")
