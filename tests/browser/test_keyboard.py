"""A reader who has no pointer: every step is a key, and the one in focus is always seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.machinery.addresses import ARTICLE, POLL

TABS_AT_MOST = 250
# The element in focus: what it says, and whether an outline or a shadow shows it.
IN_FOCUS = """() => {
  const here = document.activeElement;
  // An answer of the poll shows its focus around the whole line, a card around itself.
  const places = [here, here.closest("label"), here.closest(".card")].filter(Boolean);
  const marked = places.map((element) => getComputedStyle(element));
  marked.push(getComputedStyle(here, "::after"));
  const box = here.getBoundingClientRect();
  return {
    words: (here.innerText || here.value || here.getAttribute("aria-label") || "").trim(),
    name: here.name || "", id: here.id,
    isShown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    isMarked: marked.some((style) =>
      (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none"),
  };
}"""


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    yield page
    context.close()


def tab_to(page, wanted):
    """Presses Tab until `wanted(focus)`; each stop on the way has to be seen."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        focus = page.evaluate(IN_FOCUS)
        assert focus["isMarked"], focus
        assert focus["isShown"], focus
        if wanted(focus):
            return focus
    raise AssertionError(f"The Tab key does not lead there, but to {focus}.")


def test_from_the_front_page_by_search_and_article_to_the_results_of_the_poll(page):
    page.goto("/")
    tab_to(page, lambda focus: focus["name"] == "q")
    page.keyboard.type("esket")
    page.get_by_role("option", name="Esketamine").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Esketamine")
    tab_to(page, lambda focus: focus["words"] == "Dealing With Treatment-Resistant Depression")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/{ARTICLE}/")
    tab_to(page, lambda focus: focus["name"] == "choice")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Space")
    tab_to(page, lambda focus: focus["words"] == "Go on and check my answer")
    page.keyboard.press("Enter")
    page.get_by_text("You chose:").wait_for()
    tab_to(page, lambda focus: "vote" in focus["words"].lower())
    page.keyboard.press("Enter")
    page.get_by_text("Your vote is in.").first.wait_for()


def test_the_skip_link_and_the_contents_list_lead_on(page):
    page.goto(f"/articles/{ARTICLE}/")
    page.keyboard.press("Tab")
    assert page.evaluate(IN_FOCUS)["words"] == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate(IN_FOCUS)["id"] == "main"
    tab_to(page, lambda focus: focus["words"] == "Strategies for treatment")
    page.keyboard.press("Enter")
    assert page.url.endswith("#strategies-for-treatment")


def test_every_stop_on_the_polls_page_is_seen(page):
    page.goto(f"/polls/{POLL}/")
    tab_to(page, lambda focus: focus["words"].startswith("New and changed pages"))


def test_escape_gives_back_what_was_typed(page):
    page.goto("/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("anti")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Escape")
    assert field.input_value() == "anti"
    assert field.get_attribute("aria-expanded") == "false"


def test_words_of_danger_offer_help_while_they_are_typed(page):
    page.goto("/search/")
    page.get_by_role("combobox").press_sequentially("suicid")
    page.get_by_role("link", name="talk to someone now").wait_for()


def test_suggestions_have_no_fault(page):
    page.goto("/search/")
    page.get_by_role("combobox").press_sequentially("dep")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
