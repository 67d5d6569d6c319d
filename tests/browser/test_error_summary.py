"""What is wrong in a form: the summary takes the focus and leads to each field, by keyboard, and without a script."""

import io
import re
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .test_writing import ARTICLE, NEW
from .texts import body, write

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
    page.locator("#id_sections-0-body").evaluate("(field) => { field.value = 'x '.repeat(26000) }")
    summary = save(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_title")).to_be_focused()
    summary.get_by_role("link", name=re.compile("^Source 1: Title: ")).click()
    expect(page.locator("#id_sources-0-title")).to_be_focused()
    summary.locator("a[href='#id_sections-0-body']").click()
    expect(page.locator(".ProseMirror").first).to_be_focused()
    assert [words for words in page.complaints if "413" not in words] == []  # Autosave and checks refuse such a text.


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


def picture_file(colour):
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "PNG")
    return {"name": "made-up-sea.png", "mimeType": "image/png", "buffer": out.getvalue()}


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_picture_without_its_words_keeps_its_file(person, has_script):
    page = person(PICTURE, java_script_enabled=has_script)
    page.set_input_files("#id_upload", picture_file(f"#{secrets.token_hex(3)}"))
    page.locator("#id_credit").fill("Nobody")
    page.locator("#id_licence").fill("CC0-1.0")
    save(page)
    expect(page.get_by_text("“made-up-sea.png” is kept.")).to_be_visible()
    words = f"A made-up sea {secrets.token_hex(3)}"
    page.locator("#id_alt").fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#result_list").get_by_text(words).first).to_be_visible()


def test_the_dialog_of_a_picture_keeps_its_file(person):
    page = person(NEW)
    write(page, "/picture<Enter>")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Upload a picture").click()
    dialog.get_by_label("File (JPEG").set_input_files(picture_file(f"#{secrets.token_hex(3)}"))
    dialog.get_by_label("Credit: who made it").fill("Nobody")
    dialog.get_by_label("Licence: the right to show it").fill("CC0-1.0")
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Text alternative: Say what the picture shows")
    dialog.get_by_label("What it shows", exact=True).fill("A made-up sea")
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog).to_be_hidden()
    expect(body(page)).to_have_value(re.compile(r"^!\[\]\(picture:[a-z0-9-]+\)$"))


def test_the_focus_is_chosen_with_the_pointer_or_by_the_numbers_alone(person):
    page = person(PICTURE)
    page.set_input_files("#id_upload", picture_file(f"#{secrets.token_hex(3)}"))
    canvas = page.locator(".focus-place canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] / 4, "y": box["height"] - 1})
    expect(page.locator("#id_focus_x")).to_have_value("25")
    expect(page.locator("#id_focus_y")).to_have_value("100")
    page.locator("#id_focus_x").press("ArrowUp")
    expect(page.locator(".focus-mark")).to_have_attribute("style", re.compile("inset-inline-start: 26%"))
    for field in ("alt", "credit", "licence"):
        page.locator(f"#id_{field}").fill("Made up")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator("img.picture-whole")).to_be_visible()
    expect(page.locator("#id_focus_x")).to_have_value("26")
    expect(page.locator(".focus-mark")).to_have_attribute("style", re.compile("inset-inline-start: 26%"))
    assert page.complaints == []
