"""Sections change places at the desk, by keyboard and by hand."""

import pytest
from playwright.sync_api import expect

ARTICLE = "/admin/articles/article/1/change/"


def test_sections_move_by_keyboard_and_keep_their_new_order(person):
    page = person(ARTICLE)
    headings = page.locator("#sections-group [name$=-heading]:not([name*=__prefix__])")
    second = headings.nth(1).input_value()
    page.get_by_role("button", name="Move up").nth(1).press("Enter")
    expect(page.get_by_role("button", name="Move up").first).to_be_focused()
    expect(page.get_by_text(f"“{second}” is number 1 of")).to_have_count(1)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(headings.first).to_have_value(second)


@pytest.fixture
def sections(person):
    """The form, the headings of its sections in their order, and the handles."""
    page = person(ARTICLE)
    rows = page.locator("#sections-group .inline-related:not(.empty-form)")
    return page, rows.locator("[name$=-heading]"), rows.locator(".row-handle")


def in_order(headings):
    return headings.evaluate_all("(fields) => fields.map((field) => field.value)")


def grip(page, handle):
    """Takes the handle: the rows fold to their heads."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 8, steps=3)
    expect(page.locator("#sections-group.is-sorting")).to_have_count(1)


def drag_above(page, handle, row):
    box = row.bounding_box()
    page.mouse.move(handle.bounding_box()["x"] + 9, box["y"] + 3, steps=8)
    expect(page.locator(".is-drop-before")).to_have_count(1)


def test_sections_are_dragged_and_keep_their_new_order(sections):
    page, headings, handles = sections
    before = in_order(headings)
    grip(page, handles.nth(2))
    expect(headings.first).to_be_hidden()
    drag_above(page, handles.nth(2), page.locator("#sections-group h3").first)
    page.mouse.up()
    after = [before[2], *before[:2], *before[3:]]
    assert in_order(headings) == after
    expect(page.get_by_role("button", name="Move up").first).to_be_focused()
    expect(page.get_by_text(f"“{before[2]}” is number 1 of {len(before)} now.")).to_have_count(1)
    expect(headings.first).to_be_in_viewport()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert in_order(headings) == after
    page.get_by_role("tab", name="Preview").click()
    shown = page.frame_locator("iframe").locator("h2")
    expect(shown.filter(has_text=before[2])).to_be_visible()
    assert [text for text in map(str.strip, shown.all_text_contents()) if text in before] == after
    assert page.complaints == []


def test_escape_leaves_a_dragged_section_where_it_was(sections):
    page, headings, handles = sections
    before = in_order(headings)
    grip(page, handles.nth(2))
    drag_above(page, handles.nth(2), page.locator("#sections-group h3").first)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert in_order(headings) == before
    expect(headings.first).to_be_visible()
