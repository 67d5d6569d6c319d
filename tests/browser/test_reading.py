"""What a reader meets: nothing that axe-core finds fault with, a light first view, and all of it without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.machinery import addresses

from .conftest import DESK, PHONE

KINDS = addresses.for_people()
TRD = "/articles/treatment-resistant-depression/"
LOOKS = [
    pytest.param({"viewport": {"width": 320, "height": 640}, "color_scheme": "light"}, id="320 px, light"),
    pytest.param({"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}, id="320 px, dark"),
    pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="wide, dark"),
    pytest.param({"viewport": DESK, "forced_colors": "active"}, id="wide, forced colours"),
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
FIRST_VIEW_BYTES, FIRST_VIEW_REQUESTS = 50_000, 6


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


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(looked_at, path, look):
    page = looked_at(path, **look)
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_view_of_the_longest_article_is_light_and_all_from_here(browser, site):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    addresses, sizes = [], []
    network.on("Network.requestWillBeSent", lambda event: addresses.append(event["request"]["url"]))
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(site.url + TRD, wait_until="networkidle")
    context.close()
    assert all(address.startswith(site.url) for address in addresses)
    assert len(addresses) <= FIRST_VIEW_REQUESTS
    assert sum(sizes) <= FIRST_VIEW_BYTES


@pytest.mark.parametrize("path", KINDS)
def test_a_page_breaks_no_rule_of_its_own_policy_and_leaves_no_cookie(browser, site, path):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    complaints = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path, wait_until="networkidle")
    cookies = context.cookies()
    context.close()
    assert [text for text in complaints if "404" not in text] == []
    assert cookies == []


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
        assert page.get_by_text(words).last.is_visible()
    assert not page.locator(".site-nav").is_visible()


def test_a_reader_finds_a_page_in_spite_of_a_typing_error(looked_at):
    page = looked_at("/", viewport=PHONE)
    page.get_by_role("searchbox").fill("lithum")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Dealing With Treatment-Resistant Depression").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dealing With Treatment-Resistant Depression"
