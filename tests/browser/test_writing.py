"""The desk as people who write meet it: nothing typed is lost, and what is pasted becomes plain marks."""

import re
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .staff import PASSWORD
from .texts import body, give, paste, text

ARTICLE = "/admin/articles/article/1/change/"
NEW = "/admin/articles/article/add/"
KEPT = re.compile("Your text is kept")


def checks(page):
    return page.get_by_role("tabpanel", name="Checks")


# The form around the text


def test_the_text_follows_the_summary_and_saving_is_always_in_sight(person):
    page = person(ARTICLE)
    names = ("#id_summary", "[name=sections-0-heading]", "#id_tags")
    heights = [page.evaluate("name => document.querySelector(name).getBoundingClientRect().y", name) for name in names]
    assert heights == sorted(heights)
    page.locator("[name=sections-0-heading]").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Save and continue editing")).to_be_in_viewport(ratio=1)
    page.get_by_label("Summary").fill(f"Made up for a test: {secrets.token_hex(4)}.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert page.url.endswith(ARTICLE)


# Nothing is lost


def test_a_browser_that_died_gives_back_what_was_typed(person):
    """Invariant 9."""
    mine = secrets.token_hex(4)
    words = f"Made up for a test: {mine}."
    page = person(ARTICLE)
    page.get_by_label("Summary").fill(words)
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.context.close()

    again = person(ARTICLE, is_back=True)
    offer = again.get_by_role("region", name="You have unsaved text from")
    offer.get_by_text("What it would change").click()
    expect(offer).to_contain_text(mine)
    offer.get_by_role("button", name="Bring it back").click()
    expect(again.get_by_label("Summary")).to_have_value(words)
    expect(again.get_by_text("Your text is back in the form.")).to_be_visible()
    again.goto(ARTICLE)
    again.get_by_role("button", name="Let it go").click()
    expect(again.get_by_role("heading", name="You have unsaved text")).to_have_count(0)
    again.goto(ARTICLE)
    expect(again.get_by_role("heading", name="You have unsaved text")).to_have_count(0)


def test_a_session_that_ended_costs_no_words(person, a_publisher):
    """Invariant 9."""
    words = f"Made up for a test: {secrets.token_hex(4)}."
    page = person(NEW)
    page.locator("#id_title").fill(words)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing that you typed is lost.")
    expect(page.locator("#id_title")).to_have_value(words)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in, in a tab of its own").click()
    tab = opened.value
    tab.get_by_label("Name").fill(a_publisher)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in", exact=True).click()
    tab.wait_for_url("**/admin/")
    tab.close()
    # Closing the tab may have brought the focus back already: what follows it must bear to come twice.
    page.evaluate("for (const _ of [1, 2]) window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("You are logged in again.")).to_be_visible()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    # A text that was kept just after the log-in went with the old token, and was refused before it got a new one.
    assert [text for text in page.complaints if "403" not in text] == []


def test_a_session_that_ended_costs_no_words_without_a_script(person, a_publisher):
    """Invariant 9."""
    words = f"Made up for a test: {secrets.token_hex(4)}."
    page = person(NEW, java_script_enabled=False)
    page.locator("#id_title").fill(words)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_label("Name").fill(a_publisher)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator("#id_title")).to_have_value(words)
    expect(page.get_by_text("It is not saved yet: look it over and save.")).to_be_visible()


def test_leaving_with_unsaved_words_asks(person):
    page = person(NEW)
    page.locator("#id_title").press_sequentially("Made up")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_two_who_saved_take_from_both_part_by_part(person):
    """Invariant 9."""
    first, second = person(ARTICLE), person(ARTICLE)
    theirs, mine, line = (f"Made up {secrets.token_hex(4)}." for _ in range(3))
    for page, summary in ((first, theirs), (second, mine)):
        page.get_by_label("Summary").fill(summary)
        if page is second:
            page.get_by_label("Author line").fill(line)
        page.get_by_role("button", name="Save and continue editing").click()
    expect(second.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    expect(second.get_by_role("group", name="Summary")).to_contain_text("both changed it")
    assert Axe().run(second).response["violations"] == []
    second.get_by_role("group", name="Summary").get_by_label("Theirs").check()
    second.get_by_role("button", name="Save what I chose").click()
    expect(second.get_by_text("was changed successfully")).to_be_visible()
    expect(second.get_by_label("Summary")).to_have_value(theirs)
    expect(second.get_by_label("Author line")).to_have_value(line)


# Checks and preview


def test_checks_follow_the_words_and_lead_to_them(person):
    page = person(ARTICLE)
    give(page, "Fine words. [nobody]", 1)
    finding = checks(page).get_by_role("listitem").filter(has_text="“[nobody]” is cited, and no source has this key.")
    expect(finding).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=re.compile("blocks? publication"))).to_have_count(1)
    finding.get_by_role("link", name="Show the place").press("Enter")
    expect(text(page, 1)).to_be_focused()
    page.keyboard.press("Delete")
    expect(body(page, 1)).to_have_value("Fine words.")
    give(page, "Fine words. [nobody]", 1)
    expect(finding).to_be_visible()
    give(page, "Fine words.", 1)
    expect(finding).to_have_count(0)


def test_the_preview_shows_what_is_typed_and_runs_nothing(person):
    page = person(ARTICLE)
    page.get_by_role("tab", name="Preview").click()
    shown = page.frame_locator("iframe")
    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    give(page, "Typed just now. <script>alert(1)</script>")
    expect(shown.get_by_text("Typed just now. <script>alert(1)</script>")).to_be_visible()
    assert page.complaints == []


def test_without_a_script_checks_and_preview_open_in_tabs_of_their_own(person):
    page = person(ARTICLE, java_script_enabled=False)
    page.get_by_label("Author line").fill("")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Check this text").click()
    expect(opened.value.get_by_text("Say who wrote the page.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a tab of its own").click()
    expect(opened.value.get_by_role("heading", name="How this page was made")).to_be_visible()
    expect(page.get_by_label("Author line")).to_have_value("")


# Paste


def test_a_paste_that_is_too_long_is_refused_by_its_field(person):
    page = person(ARTICLE)
    before = body(page).input_value()
    paste(page, "<p>" + "word " * 1_000_000 + "</p>", onto=None)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was pasted.")
    expect(body(page)).to_have_value(before)


# For everybody


PAGES = [ARTICLE, NEW, "/admin/articles/picture/1/change/", "/admin/articles/picture/add/",
         "/admin/articles/article/2/preview/", "/admin/articles/article/2/versions/"]  # fmt: skip


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESK), ("dark", PHONE)], ids=["light desk", "dark phone"])
def test_the_desks_pages_have_no_fault_that_axe_finds_and_keep_to_the_policy(person, scheme, viewport):
    page = person(ARTICLE, color_scheme=scheme, viewport=viewport)
    found, complaints = {}, []
    for address in PAGES:
        page.goto(address)
        complaints += page.complaints
        violations = Axe().run(page).response["violations"]
        found |= {f"{address} {one['id']}": [node["target"] for node in one["nodes"]] for one in violations}
        page.complaints.clear()  # Of the tool's own styles.
    assert found == {}
    assert complaints == []
