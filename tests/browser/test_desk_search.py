"""Search and shortcuts of the desk, by keyboard, on every page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import PHONE
from .test_writing import NEW
from .texts import body, text


def test_a_slash_searches_and_the_result_opens(person):
    page = person("/admin/articles/helpline/")
    page.keyboard.press("/")
    page.keyboard.type("resistant")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Dealing With Treatment-Resistant Depression").first.click()
    expect(page.locator("#id_title")).to_have_value("Dealing With Treatment-Resistant Depression")
    assert page.complaints == []


def test_a_question_mark_lists_the_shortcuts_and_escape_closes(person):
    page = person("/admin/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_writes_a_slash_or_a_question_mark_gets_one(person):
    page = person(NEW)
    text(page).click()
    page.keyboard.type("and/or?")
    expect(body(page)).to_have_value("and/or?")
    page.locator("#id_title").fill("")
    page.locator("#id_title").press_sequentially("a/b?")
    expect(page.locator("#id_title")).to_have_value("a/b?")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["telephone", "desktop"])
def test_what_was_found_is_accessible_and_fits(person, viewport):
    page = person("/admin/search/?q=depression", **({"viewport": viewport} if viewport else {}))
    expect(page.get_by_role("heading", name="Articles")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
