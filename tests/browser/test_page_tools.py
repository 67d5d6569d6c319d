"""What a reader does with a page: pass it on, print the questions, say what is wrong."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE

TRD = "/articles/treatment-resistant-depression/"
# Chromium without a screen has no window to print to: what would be printed is noted, and looked at below.
NOTE_WHAT_IS_PRINTED = "window.print = () => { window.printed = document.documentElement.dataset.printed; };"


@pytest.fixture
def article(browser, site):
    context = browser.new_context(base_url=site.url, viewport=DESK, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    context.add_init_script(NOTE_WHAT_IS_PRINTED)
    page = context.new_page()
    page.goto(TRD)
    yield page
    context.close()


def test_the_address_can_be_copied(article, site):
    article.get_by_role("button", name="Copy the link").click()
    article.get_by_role("button", name="Copied").wait_for()
    assert article.evaluate("navigator.clipboard.readText()") == site.url + TRD


def test_the_questions_alone_are_printed_on_one_sheet(article):
    article.get_by_role("button", name="Print this list").click()
    assert article.evaluate("window.printed") == "questions"
    article.emulate_media(media="print")
    assert article.get_by_text("Who do I call if I get worse?").is_visible()
    assert not article.get_by_role("heading", level=1).is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", article.pdf(format="A4"))) == 1


def test_after_printing_the_whole_page_is_back(article):
    article.get_by_role("button", name="Print this list").click()
    article.evaluate("dispatchEvent(new Event('afterprint'))")
    assert article.evaluate("document.documentElement.dataset.printed") is None


@pytest.fixture
def without_script(browser, site):
    context = browser.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_a_script_only_what_works_is_offered(without_script):
    without_script.goto(TRD)
    assert without_script.get_by_role("link", name="Send by email").is_visible()
    assert without_script.get_by_role("button", name=re.compile("Copy|Share|Print")).count() == 0


def test_a_mistake_is_reported_without_a_script(without_script):
    without_script.goto(TRD)
    without_script.get_by_role("link", name="Report a mistake").click()
    without_script.get_by_label("What is wrong?").fill("A made-up mistake.")
    without_script.get_by_role("button", name="Send the report").click()
    assert without_script.get_by_role("heading", level=1).inner_text() == "Thank you. Your report is here."
    assert without_script.context.cookies() == []


def test_only_who_is_at_the_desk_sees_the_way_to_the_form(article, person):
    assert not article.locator("[data-edit]").is_visible()
    page = person(TRD)
    page.get_by_role("link", name="Edit this page").click()
    expect(page.locator("#id_title")).to_have_value("Dealing With Treatment-Resistant Depression")
