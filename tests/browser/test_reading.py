"""What a reader meets: no fault that axe-core, IBM Equal Access or the HTML checker finds, a light first view, and all
of it without a script."""

from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.machinery import addresses, equal_access, programs, validator
from tests.machinery.first_view import first_view

from .conftest import DESK, PHONE

KINDS = addresses.for_people()
TRD = "/articles/treatment-resistant-depression/"
CONSOLE_FAULTS = {"error", "warning"}
LOOKS = {
    "320 px, light": ({"width": 320, "height": 640}, {"color_scheme": "light"}),
    "320 px, dark": ({"width": 320, "height": 640}, {"color_scheme": "dark"}),
    "wide, light": (DESK, {"color_scheme": "light"}),
    "wide, dark": (DESK, {"color_scheme": "dark"}),
    "wide, forced colours": (DESK, {"color_scheme": "light", "forced_colors": "active"}),
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
# Only what is asked for leaves the browser: all that axe finds is larger than the page.
VIOLATIONS = "(options) => axe.run(options).then((found) => found.violations)"
FIRST_VIEW_BYTES, FIRST_VIEW_REQUESTS = 50_000, 6


@dataclass
class Visit:
    """What one visit to a page showed, in every look."""

    faults: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    html: str = ""
    """The page as its scripts leave it."""


@pytest.fixture(scope="module")
def visits(browser, site):
    """Each page is opened once, for all tests of this file that ask about it."""
    programs.find_or_install()
    return cache(partial(_visit, browser, site.url))


def _visit(browser, site_url, path):
    visit = Visit()
    # Without motion: between two looks, colours on their way have too little contrast.
    context = browser.new_context(base_url=site_url, reduced_motion="reduce")
    page = context.new_page()
    page.on("request", lambda request: visit.foreign.append(request.url) if site_url not in request.url else None)
    page.on(
        "console", lambda message: visit.complaints.append(message.text) if message.type in CONSOLE_FAULTS else None
    )
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.goto(path, wait_until="networkidle")
    visit.html = page.content()
    page.evaluate(AXE)
    visit.faults += [f"{name}: {fault}" for name, look in LOOKS.items() for fault in _faults(page, *look)]
    visit.cookies += context.cookies()
    visit.violations += equal_access.violations(page)
    context.close()
    return visit


def _faults(page, size, media):
    page.set_viewport_size(size)
    page.emulate_media(**({"forced_colors": "none"} | media))
    found = page.evaluate(VIOLATIONS, RULES)
    faults = [f"{fault['id']} {fault['nodes'][0]['html'][:120]}" for fault in found]
    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults, "wider than the screen"] if is_wider else faults


@pytest.fixture
def looked_at(browser, site):
    """Opens a page as somebody sees it; closes it afterwards."""
    contexts = []

    def look(path, **look):
        context = browser.new_context(base_url=site.url, **look)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield look
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(visits, path):
    assert visits(path).faults == []


@pytest.mark.parametrize("path", KINDS)
def test_equal_access_finds_no_violation(visits, path):
    assert visits(path).violations == []


def test_every_page_is_valid_as_its_scripts_leave_it(visits):
    places = programs.find_or_install()
    pages = {path: visits(path).html for path in KINDS}
    assert "\n".join(validator.complaints(places.java, places.validator, pages)) == ""


@pytest.mark.parametrize("path", KINDS)
def test_a_page_breaks_no_rule_of_its_own_policy_and_leaves_no_cookie(visits, path):
    visit = visits(path)
    assert [text for text in visit.complaints if "404" not in text] == []
    assert visit.cookies == []


@pytest.mark.parametrize("path", KINDS)
def test_a_page_asks_no_other_host(visits, path):
    assert visits(path).foreign == []


@pytest.mark.parametrize(
    ("path", "requests"),
    [
        ("/", FIRST_VIEW_REQUESTS),
        (TRD, FIRST_VIEW_REQUESTS),
        (f"/polls/{addresses.POLL}/", FIRST_VIEW_REQUESTS),
        ("/search/?q=therapy", FIRST_VIEW_REQUESTS),
    ],
)
def test_the_first_view_is_light_and_all_from_here(browser, site, path, requests):
    asked, sizes = first_view(browser, site.url + path)
    assert all(address.startswith(site.url) for address in asked)
    assert len(asked) <= requests
    assert sum(sizes) <= FIRST_VIEW_BYTES


# What four times the size leaves of a window of 1280 pixels, in the pixels of the page (WCAG 2.2, 1.4.10).
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
MOVING = """
    [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].flatMap((part) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element, part || null);
        const longest = Math.max(...`${transitionDuration}, ${animationDuration}`.split(",").map(parseFloat));
        return longest > 0.001 ? [`${element.tagName}.${element.className}${part} ${longest} s`] : [];
    }))
"""
WIDER = """
    [...document.body.querySelectorAll("*")]
        .filter((element) => document.documentElement.scrollWidth > innerWidth
            && element.getBoundingClientRect().right > innerWidth)
        .map((element) => `${element.tagName}.${element.className}`)
"""


def _on_every_kind(browser, site, question, **look):
    """What `question` finds, by path; one window for all kinds of pages."""
    context = browser.new_context(base_url=site.url, **look)
    page = context.new_page()
    found = {}
    for path in KINDS:
        page.goto(path, wait_until="load")
        found[path] = page.evaluate(question)
    context.close()
    return {path: faults for path, faults in found.items() if faults}


def test_nothing_is_wider_than_the_screen_at_400_percent(browser, site):
    assert _on_every_kind(browser, site, WIDER, **ZOOMED) == {}


def test_nothing_moves_for_who_asked_for_less_motion(browser, site):
    assert _on_every_kind(browser, site, MOVING, reduced_motion="reduce") == {}


def test_the_first_key_press_leads_past_the_header(looked_at):
    page = looked_at(TRD)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_contents_list_follows_the_reader(looked_at):
    page = looked_at(TRD, viewport=DESK, reduced_motion="reduce")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Strategies for treatment").click()
    page.locator("[data-contents] [aria-current]").get_by_text("Strategies for treatment").wait_for()


def test_a_citation_leads_to_its_source_and_back(looked_at):
    page = looked_at(TRD, java_script_enabled=False)
    page.get_by_role("link", name="Source 3", exact=True).first.click()
    assert page.url.endswith("#source-3")
    page.locator("#source-3").get_by_role("link", name="Back to the text").first.click()
    assert page.url.endswith("#citation-3-1")


def test_paper_carries_the_help_lines_the_disclaimer_and_the_questions(looked_at):
    page = looked_at(TRD)
    page.emulate_media(media="print")
    for words in ("Call 988", "It does not treat you.", "Who do I call if I get worse?", "Call 116 123"):
        assert page.get_by_role("main").get_by_text(words).last.is_visible()
    assert not page.locator(".site-nav").is_visible()


def test_a_reader_finds_a_page_in_spite_of_a_typing_error(looked_at):
    page = looked_at("/", viewport=PHONE)
    page.get_by_role("combobox").fill("lithum")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Dealing With Treatment-Resistant Depression").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dealing With Treatment-Resistant Depression"
