"""What is wrong in a form: the summary takes the focus and leads to each field, by keyboard, and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .test_writing import ARTICLE

PICTURE = "/admin/articles/picture/add/"
WRONG_PICTURE = re.compile("^Text alternative: Say what the picture shows")


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    return summary


def test_the_summary_leads_to_a_field_a_folded_source_and_a_text_in_the_editor(person):
    page = person(ARTICLE)
    page.locator("#id_title").fill("")
    page.locator("#id_sources-0-title").evaluate("(field) => { field.value = '' }")
    page.locator("#id_sections-0-body").evaluate("(field) => { field.value = 'x '.repeat(20_001) }")
    summary = save(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_title")).to_be_focused()
    summary.get_by_role("link", name=re.compile("^Source 1: Title: ")).click()
    expect(page.locator("#id_sources-0-title")).to_be_focused()
    summary.get_by_role("link", name=re.compile("^Section 1: Text: ")).click()
    expect(page.locator(".ProseMirror").first).to_be_focused()
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_summary_breaks_no_rule_of_axe_and_fits(person, viewport, scheme):
    page = person(PICTURE, viewport=viewport, color_scheme=scheme)
    save(page)
    assert Axe().run(page, context="[data-error-summary]").response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_summary_has_the_focus_and_works_without_a_script(person):
    page = person(PICTURE, java_script_enabled=False)
    summary = save(page)
    summary.get_by_role("link", name=WRONG_PICTURE).click()
    assert page.url.endswith("#id_alt")
    expect(page.locator("#id_alt")).to_be_focused()
