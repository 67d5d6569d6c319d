"""An editor's change on its way to the readers, and a change that may not reach them."""

import re

import pytest
from playwright.sync_api import expect

NEW_PAGE_SHOWS_WITHIN = 2_000  # Milliseconds: pages are kept for one second.
REASON = "Made up for a test: nobody else is here."
NOTE = "Made up for a test: the summary has new words."


@pytest.fixture
def desk(page, site):
    """A page on which the administrator is logged in, at the list of articles."""
    page.goto("/admin/articles/article/")
    page.get_by_label("Name").fill(site.admin_name)
    page.get_by_label("Password").fill(site.admin_password)
    page.get_by_role("button", name="Log in", exact=True).click()
    return page


@pytest.fixture
def reader(browser, site):
    """A page of somebody who is not logged in."""
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def open_article(desk, title):
    desk.get_by_role("table").get_by_role("link", name=title, exact=True).click()
    expect(desk.get_by_role("heading", name="Where this article stands")).to_be_visible()


def save(desk):
    """And go on editing."""
    with desk.expect_navigation():  # Else the message of an earlier save would do.
        desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()


def publish_alone(desk):
    desk.get_by_role("link", name="Publish without a second person").click()
    desk.get_by_label("Kind of change").select_option("correction")
    desk.get_by_label("Change note").fill(NOTE)
    desk.get_by_label("I compared each claim with the source that it cites.").check()
    desk.get_by_label("Why no second person approves it").fill(REASON)
    desk.get_by_role("button", name="Publish without a second person").click()


def lead_of(reader, address):
    reader.goto(address)
    return reader.locator(".lead").inner_text()


def test_new_words_reach_readers_when_they_are_published_and_not_before(desk, reader):
    address = "/articles/talking-therapies/"
    old = lead_of(reader, address)
    new = old.replace("a fair try", "an honest try")
    open_article(desk, "Talking therapies")
    desk.get_by_label("Summary").fill(new)
    save(desk)
    assert lead_of(reader, address) == old

    publish_alone(desk)
    expect(desk.get_by_text("Published; the page says that its own author approved it.")).to_be_visible()
    reader.wait_for_timeout(NEW_PAGE_SHOWS_WITHIN)
    assert lead_of(reader, address) == new
    how_made = reader.get_by_role("region", name="How this page was made")
    expect(how_made).to_contain_text("Approved by its own author.")
    expect(how_made).to_contain_text(NOTE)

    how_made.get_by_role("link", name="All editions of this page").click()
    newest = reader.get_by_role("listitem").filter(has_text="the one to read")
    expect(newest).to_contain_text(NOTE)
    newest.get_by_role("link", name=re.compile(r"Edition \d+")).click()
    reader.get_by_text("Show every change, word by word").click()
    expect(reader.locator("ins")).to_be_visible()
    expect(reader.locator("ins")).to_contain_text("an honest")
    expect(reader.locator("del")).to_contain_text("a fair")


def clear_author(desk):
    desk.get_by_label("Author").fill("")


def delete_all_sources(desk):
    desk.get_by_role("heading", name="Sources").click()
    for box in desk.locator("#sources-group").get_by_label("Delete").all():
        box.check()


REFUSED = [
    pytest.param("Understanding depression", clear_author, "Say who wrote the page.", id="no author"),
    pytest.param(
        "Brain stimulation treatments: ECT, TMS and VNS",
        delete_all_sources,
        "Name at least one source.",
        id="no source",
    ),
]


@pytest.mark.parametrize(("title", "spoil", "says"), REFUSED)
def test_what_blocks_is_said_and_readers_see_no_change(desk, reader, title, spoil, says):
    open_article(desk, title)
    public = desk.get_by_role("link", name="Public page").get_attribute("href")
    lead = lead_of(reader, public)
    before = reader.locator("main").inner_text()
    spoil(desk)
    save(desk)
    expect(desk.locator("#beside-checks")).to_contain_text(says)
    publish_alone(desk)
    expect(desk.get_by_role("alert")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text(says)
    reader.wait_for_timeout(NEW_PAGE_SHOWS_WITHIN)
    assert lead_of(reader, public) == lead
    assert reader.locator("main").inner_text() == before
