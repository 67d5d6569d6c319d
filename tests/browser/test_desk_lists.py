"""The desk's lists and tables on a phone: nothing is cut off, nothing needs scrolling sideways."""

import io
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from .conftest import PHONE

LISTS = [
    "/admin/articles/article/",
    "/admin/articles/notice/",
    "/admin/articles/helpline/",
    "/admin/articles/picture/",
    "/admin/articles/topic/1/change/",
    "/admin/articles/article/4/versions/",
]
CUT = """() => [document.documentElement,
    ...document.querySelectorAll(".results, .wide-table, .changelist-form-container")]
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className || one.tagName)"""


@pytest.mark.parametrize("address", LISTS)
def test_a_phone_shows_whole_rows(person, address):
    page = person(address, viewport=PHONE)
    assert page.locator("tbody tr").count() > 0
    assert page.evaluate(CUT) == []
    assert page.complaints == []
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], node["target"]) for one in violations for node in one["nodes"]] == []


def test_versions_are_chosen_and_compared_on_a_phone(person):
    page = person("/admin/articles/article/4/versions/", viewport=PHONE)
    for name in ("Compare from version 1", "Compare to version 2"):
        page.get_by_label(name).scroll_into_view_if_needed()  # It may be checked, and below the screen.
        page.get_by_label(name).check()
        expect(page.get_by_label(name)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    assert page.evaluate(CUT) == []
    assert Axe().run(page).response["violations"] == []


def test_an_uploaded_picture_is_chosen_without_losing_a_word(person):
    words, alt = (f"Made up {secrets.token_hex(4)}." for _ in range(2))
    page = person("/admin/articles/article/add/")
    page.locator("#id_title").fill(words)
    page.get_by_role("heading", name="Picture").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Upload a picture").click()
    tab = opened.value
    file = io.BytesIO()
    Image.new("RGB", (400, 300), tuple(secrets.token_bytes(3))).save(file, "PNG")
    tab.locator("#id_upload").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": file.getvalue()})
    for field, value in (("alt", alt), ("credit", "Made up"), ("licence", "CC0-1.0")):
        tab.locator(f"#id_{field}").fill(value)
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text("was added successfully")).to_be_visible()
    tab.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_label(alt).check()
    expect(page.locator("#id_title")).to_have_value(words)
    assert page.complaints == []
