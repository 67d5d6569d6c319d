"""Comments in a browser: words are marked and written about by mouse and keys, and found again from the text."""

import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .staff import log_in, make_staff
from .texts import press, text

MAKE = """
from django.contrib.auth.models import User
from articles.documents import apply_document
from articles.models import Article
from articles.publishing import save_version
from articles.schema.definition import SOURCE, blank, blank_row
body = "First paragraph.\\n\\nMade up: nobody asks **the same** twice. [study]\\n\\n- An item"
source = blank_row(SOURCE) | dict(key="study", title="Made up", kind="study")
document = blank() | dict(
    slug={slug!r}, title="Made up for comments", sources=[source],
    sections=[dict(heading="Made up", aspect="overview", body=body)],
)
article = apply_document(document, Article())
save_version(article, by=User.objects.get(username="admin"))
print(article.pk)
"""


@pytest.fixture
def article(site):
    """The address of an article of one test alone."""
    code = MAKE.format(slug=f"comments-{secrets.token_hex(4)}")
    return f"/admin/articles/article/{site.manage('shell', '--verbosity', '0', '-c', code).stdout.split()[-1]}/"


def at_the_start(page):
    """As slowly as a person: the editor sets its cursor a moment after the focus, and reads a moved one later."""
    text(page).focus()
    page.wait_for_timeout(400)
    press(page, "<Control+Home>")
    page.wait_for_timeout(300)


def mark(page):
    """Select “nobody asks the same twice” by keys."""
    at_the_start(page)
    press(page, "<ArrowDown><Home>" + "<Control+ArrowRight>" * 3 + "<Shift+End>")
    press(page, "<Shift+ArrowLeft>" * 2)


def panel(page):
    return page.get_by_role("tabpanel", name="Comments")


def comment(page, words):
    mark(page)
    press(page, "<Control+Alt+m>")
    expect(panel(page).get_by_label("Comment", exact=True).last).to_be_focused()
    press(page, words)
    panel(page).get_by_role("button", name="Comment", exact=True).click()


def test_marked_words_get_a_thread_that_follows_them(person, article):
    page = person(f"{article}change/")
    comment(page, "Is this so?")
    thread = panel(page).get_by_role("region", name="Comments on “nobody asks the same twice.”")
    expect(thread).to_be_focused()
    expect(thread).to_contain_text("Is this so?")
    opener = text(page).get_by_role("button", name="Comment on “nobody asks the same twice.”")
    expect(opener).to_have_text("1")
    at_the_start(page)
    press(page, "Typed before it. ")
    expect(page.locator(".commented").first).to_have_text("nobody asks ")
    opener.focus()
    press(page, "<Enter>")
    expect(thread).to_be_focused()
    thread.get_by_text("Answer…").click()
    thread.get_by_label("Comment").fill("It is made up.")
    thread.get_by_role("button", name="Answer").click()
    expect(opener).to_have_text("2")
    thread.get_by_role("button", name="Settle").click()
    expect(opener).to_have_count(0)
    expect(panel(page).locator(".comments-settled > summary")).to_have_text("Settled 1")
    expect(page.locator("#id_sections-0-body")).to_have_value(
        "Typed before it. " + page.evaluate("() => document.querySelector('#id_sections-0-body').defaultValue")
    )
    assert page.complaints == []


def test_changed_words_lose_their_mark_and_get_it_back(person, article):
    page = person(f"{article}change/")
    comment(page, "Is this so?")
    expect(page.locator(".thread-opener")).to_have_count(1)
    mark(page)
    press(page, "<ArrowLeft><ArrowRight><ArrowRight>some")
    expect(page.locator(".thread-opener")).to_have_count(0)
    press(page, "<Control+z>")
    expect(page.locator(".thread-opener")).to_have_count(1)


def test_a_refused_comment_keeps_what_was_typed_here_and_in_a_thread(person, article):
    page = person(f"{article}change/")
    comment(page, "Is this so?")
    thread = panel(page).locator(".thread")
    thread.get_by_text("Answer…").click()
    thread.get_by_label("Comment").fill("Half an answer")
    panel(page).get_by_label("On these words").fill("Words of no page")
    panel(page).get_by_label("Comment", exact=True).last.fill("Long thoughts")
    panel(page).get_by_role("button", name="Comment", exact=True).click()
    expect(panel(page).get_by_role("alert")).to_contain_text("don't stand in the saved text")
    expect(panel(page).get_by_role("alert")).to_be_focused()
    expect(panel(page).get_by_label("Comment", exact=True).last).to_have_value("Long thoughts")
    expect(thread.get_by_label("Comment")).to_have_value("Half an answer")


def test_a_reader_takes_words_from_the_text_with_and_without_a_script(site, browser, article):
    (name,) = make_staff(site, "Reviewer")
    for has_script in (True, False):
        context = browser.new_context(base_url=site.url, java_script_enabled=has_script)
        page = log_in(context, name, f"{article}change/")
        form = page.get_by_role("region", name="New comment")
        if has_script:
            page.locator(".signing-text .prose p").nth(1).select_text()
            form.get_by_role("button", name="Take the words").click()
            expect(form.get_by_label("On these words")).to_have_value("Made up: nobody asks the same twice.")
        else:
            form.get_by_label("On these words").fill("nobody asks the same twice")
        form.get_by_label("Comment", exact=True).fill("Made up?")
        form.get_by_role("button", name="Comment", exact=True).click()
        expect(page.get_by_text("Your comment is kept.")).to_be_visible()
        assert "/change/#thread-" in page.url
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_no_fault_in_the_panel_and_the_page(person, article, scheme, viewport):
    page = person(f"{article}change/", color_scheme=scheme)
    comment(page, "Is this so?")
    expect(page.locator(".thread-opener")).to_have_count(1)
    page.set_viewport_size(viewport)
    page.get_by_role("tab", name="Comments").click()
    for address in ("", f"{article}comments/"):
        if address:
            page.goto(address)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
