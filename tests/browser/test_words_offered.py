"""Medicines and words of the glossary while one types: offered, taken, refused, and never in the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .test_writing import NEW
from .texts import body, press, text, write

WORD = "sertr"


def offers(page):
    return page.get_by_role("listbox", name="Medicines and words of the glossary")


def write_a_beginning(page, words=f"Take {WORD}"):
    write(page, words)
    expect(offers(page)).to_be_visible()


TAKEN = {
    "tab": ("Take sertr", "<Tab> daily", "Take sertraline daily"),
    "arrow and enter": ("Take sertr", "<ArrowDown><Enter> daily", "Take sertraline daily"),
    "capital": ("Sertr", "<Tab>", "Sertraline"),
    "one letter more": ("Take sertr", "a<Tab>", "Take sertraline"),
    "escape": ("Take sertr", "<Escape>a<Enter>Go on", "Take sertra\n\nGo on"),
    "enter alone": ("Take sertr", "<Enter>Go on", "Take sertr\n\nGo on"),
    "space": ("Take sertr", " now", "Take sertr now"),
}


@pytest.mark.parametrize(("begun", "keys", "marks"), TAKEN.values(), ids=TAKEN)
def test_a_word_is_taken_by_key_or_left(person, begun, keys, marks):
    page = person(NEW)
    write_a_beginning(page, begun)
    press(page, keys)
    expect(body(page)).to_have_value(marks)
    expect(offers(page)).to_be_hidden()
    assert page.complaints == []


def test_a_word_is_taken_by_the_pointer(person):
    page = person(NEW)
    write_a_beginning(page)
    offers(page).get_by_role("option", name="sertraline").first.click()
    expect(body(page)).to_have_value("Take sertraline")
    expect(text(page)).to_be_focused()


def test_a_screen_reader_is_told_of_the_offers_and_of_the_chosen_one(person):
    page = person(NEW)
    write_a_beginning(page)
    expect(page.get_by_text("Tab takes the first, arrows choose").first).to_have_count(1)
    assert text(page).get_attribute("aria-activedescendant") is None
    press(page, "<ArrowDown>")
    chosen = offers(page).get_by_role("option", selected=True)
    assert text(page).get_attribute("aria-activedescendant") == chosen.get_attribute("id")


def test_nothing_is_asked_before_the_fourth_letter_nor_for_each_letter(person):
    page = person(NEW)
    asked = []
    page.on("request", lambda request: "/offered/words/" in request.url and asked.append(request.url))
    write(page, "ser tr ser")
    page.wait_for_timeout(600)
    assert asked == []
    write_a_beginning(page)
    press(page, "a<Backspace>")
    expect(offers(page)).to_be_visible()
    assert [address.partition("?")[2] for address in asked] == ["q=sert"]


@pytest.mark.parametrize("words", ["sertraline", "sertr more"], ids=["whole", "left behind"])
def test_nothing_is_offered_for_a_word_that_is_done(person, words):
    page = person(NEW)
    with page.expect_response("**/offered/words/**"):
        write(page, "sertr")
    write(page, words)
    page.wait_for_timeout(600)
    expect(offers(page)).to_be_hidden()


def test_nothing_is_offered_where_the_cursor_only_passes(person):
    page = person(NEW)
    write_a_beginning(page)
    press(page, " x<ArrowLeft><ArrowLeft>")
    page.wait_for_timeout(600)
    expect(offers(page)).to_be_hidden()


def test_a_composition_is_left_alone(person):
    page = person(NEW)
    write_a_beginning(page)
    write(page, "")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "sertr", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(600)
    expect(offers(page)).to_be_hidden()
    keyboard.send("Input.insertText", {"text": "sertr"})
    expect(body(page)).to_have_value("sertr")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_list_breaks_no_rule_of_axe_and_fits(person, viewport, scheme):
    page = person(NEW, viewport=viewport, color_scheme=scheme)
    write_a_beginning(page)
    press(page, "<ArrowDown>")
    violations = Axe().run(page, context="#sections-group").response["violations"]
    assert [one["id"] for one in violations] == []
    box = offers(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
