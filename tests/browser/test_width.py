"""No kind of page is wider than a small screen, whatever size its text has and however long its words are."""

import pytest

from tests.machinery import addresses

SCREENS = (320, 360)  # Pixels.
TEXT_SIZES = (16, 24, 32)  # Pixels: what a browser's setting makes of 100, 150 and 200%.
WORD_LENGTHS = (0, 45, 80)  # Letters. German compounds and names of substances have 45.
# A long word before every text that the page shows: what editors wrote, and the words of translations.
LENGTHEN = """(letters) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.data.trim() && !text.parentElement.closest("script, style, textarea")) {
            text.data = "w".repeat(letters) + " " + text.data.replace(/^w+ /, "");
        }
    }
}"""
# What lies beyond the screen; not what scrolls or is cut inside something that does not.
WIDER = """() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const isInside = (element) => {
        for (let around = element.parentElement; around !== document.body; around = around.parentElement) {
            if (getComputedStyle(around).overflowX !== "visible") return true;
        }
        return false;
    };
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !isInside(element))
        .map((element) => `${element.tagName}.${element.getAttribute("class")}`)
        .slice(0, 5);
}"""

# Pixels, as the browser's setting makes them.
SIZES_OF_PROSE = """() => [...document.querySelectorAll(".prose :is(p, li, td)")]
    .map((element) => parseFloat(getComputedStyle(element).fontSize))"""
SIZES_OF_ALL = """() => [...document.querySelectorAll("main *")]
    .filter((element) => element.textContent.trim() && !element.closest("svg"))
    .map((element) => parseFloat(getComputedStyle(element).fontSize))"""
HEADINGS_GROW_BY = 1.4  # At least: their sizes follow the width of the screen, too.


@pytest.fixture(scope="module")
def screen(browser, site):
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    yield page, context.new_cdp_session(page)
    context.close()


def wider_parts(page, settings):
    """What is wider than the screen, by (letters, size of the text, width of the screen)."""
    found = {}
    for letters in WORD_LENGTHS:
        page.evaluate(LENGTHEN, letters)
        for size in TEXT_SIZES:
            settings.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
            for width in SCREENS:
                page.set_viewport_size({"width": width, "height": 700})
                if parts := page.evaluate(WIDER):
                    found[letters, size, width] = parts
    return found


@pytest.mark.parametrize("path", addresses.for_people())
def test_nothing_is_wider_than_a_small_screen(screen, path):
    page, settings = screen
    page.goto(path)
    assert wider_parts(page, settings) == {}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/articles/treatment-resistant-depression/", "/accessibility/", "/notices/privacy/"])
def test_text_doubles_with_the_browsers_setting(screen, path, width):
    page, settings = screen
    page.goto(path)
    page.set_viewport_size({"width": width, "height": 700})
    sizes = {}
    for size in (16, 32):
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        sizes[size] = [page.evaluate(SIZES_OF_PROSE), page.evaluate(SIZES_OF_ALL)]
    (prose, everything), (prose_doubled, everything_doubled) = sizes[16], sizes[32]
    assert prose
    assert prose_doubled == [pytest.approx(2 * size) for size in prose]
    assert min(now / before for before, now in zip(everything, everything_doubled, strict=True)) > HEADINGS_GROW_BY
