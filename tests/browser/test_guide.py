"""The pictures of the editors' guide, of the desk as it is. `make guide-pictures` puts them into docs/images."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from .texts import give

LARGEST = 60_000  # Bytes of one picture.
ARTICLE = "/admin/articles/article/3/change/"


def take(page, name, tmp_path):
    folder = Path(os.environ.get("GUIDE_PICTURES") or tmp_path)
    out = io.BytesIO()
    Image.open(io.BytesIO(page.screenshot())).save(out, "WEBP", quality=45, method=6)
    (folder / f"{name}.webp").write_bytes(out.getvalue())
    assert len(out.getvalue()) < LARGEST


def test_the_guides_pictures_show_the_desk_as_it_is(person, tmp_path):
    page = person(ARTICLE)
    page.locator("#id_sections-0-heading").scroll_into_view_if_needed()
    give(page, "A claim that nobody knows. [nobody]")
    expect(page.get_by_role("tabpanel", name="Checks")).to_contain_text("“[nobody]” is cited")
    take(page, "writing", tmp_path)
    page.get_by_role("tab", name="Preview").click()
    expect(page.frame_locator("iframe").get_by_text("A claim that nobody knows.")).to_be_attached()
    take(page, "preview", tmp_path)

    other = person(ARTICLE)
    other.get_by_label("Summary").fill("The summary as somebody else wrote it, made up.")
    other.get_by_role("button", name="Save and continue editing").click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_label("Summary").fill("The summary as you wrote it, made up.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    take(page, "conflict", tmp_path)
