"""What was typed into a form of the desk outlives the browser and the session."""

import re
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import PHONE
from .staff import PASSWORD

NOTICE = "/admin/articles/notice/add/"
KEPT = re.compile("Your text is kept")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (NOTICE, "#id_body"),
        ("/admin/articles/helpline/add/", "#id_note"),
        ("/admin/articles/topic/add/", "#id_summary"),
    ],
    ids=["notice", "help line", "topic"],
)
def test_a_browser_that_died_gives_back_what_was_typed(person, address, field):
    """Invariant 9."""
    words = f"Made up for a test: {secrets.token_hex(4)}."
    page = person(address)
    page.locator(field).fill(words)
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.context.close()

    again = person(address, is_back=True)
    offer = again.get_by_role("region", name="You have unsaved text from")
    assert again.complaints == []
    assert Axe().run(again).response["violations"] == []
    offer.get_by_role("button", name="Bring it back").click()
    expect(again.locator(field)).to_have_value(words)
    expect(again.get_by_text("Your text is back in the form.")).to_be_visible()
    again.goto(address)
    again.get_by_role("button", name="Let it go").click()
    expect(again.get_by_role("heading", name="You have unsaved text")).to_have_count(0)


@pytest.mark.parametrize("has_script", [True, False], ids=["with a script", "without"])
def test_a_session_that_ended_costs_a_notice_no_words(person, a_publisher, has_script):
    """Invariant 9."""
    words = f"Made up for a test: {secrets.token_hex(4)}."
    page = person(NOTICE, java_script_enabled=has_script, viewport=PHONE)
    page.locator("#id_body").fill(words)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    if has_script:
        expect(page.get_by_role("alert")).to_contain_text("Nothing that you typed is lost.")
        expect(page.locator("#id_body")).to_have_value(words)
        return
    page.get_by_label("Name").fill(a_publisher)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator("#id_body")).to_have_value(words)
    expect(page.get_by_text("It is not saved yet: look it over and save.")).to_be_visible()
    page.goto(NOTICE)
    page.get_by_role("button", name="Let it go").click()


def test_leaving_a_form_with_unsaved_words_asks(person):
    page = person("/admin/articles/topic/add/")
    page.locator("#id_summary").press_sequentially("Made up")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto("/admin/")
    assert asked == ["beforeunload"]
