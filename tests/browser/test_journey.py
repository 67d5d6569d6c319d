"""An article on its way from nothing to its readers, through the hands of three people. All of it is made up."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.moments import iso_day

from .staff import log_in, make_staff
from .texts import give

FIRST_DRAFT = "A short walk may help you sleep. Some take 5 mg of it. [walk]"
SAME_DOSE = FIRST_DRAFT.replace("5 mg", "5 milligrams")
DOSE_CHANGED = FIRST_DRAFT.replace("5 mg", "50 mg")
READY = "Nothing blocks publication"
UNSIGNED = "No clinician has signed this text"
SIGNED = "Signed by R. Viewer, made-up nurse"


@pytest.fixture
def desks(browser, site):
    """The desk of an author, a reviewer and a publisher, each logged in in a browser of their own."""
    contexts = [browser.new_context(base_url=site.url) for _ in range(3)]
    names = make_staff(site, "Author", "Reviewer", "Publisher")
    yield [log_in(context, name) for context, name in zip(contexts, names, strict=True)]
    for context in contexts:
        context.close()


def checks_of(desk):
    return desk.get_by_role("tabpanel", name="Checks")


def write(desk, title):
    """From red to green: the checks follow each step."""
    desk.goto("/admin/articles/article/add/")
    checks = checks_of(desk)
    expect(checks).to_contain_text("Say who wrote the page.")
    expect(checks).to_contain_text("Name at least one source.")

    desk.locator("#id_title").press_sequentially(title)
    desk.get_by_label("Summary").fill("A page that is made up for a test.")
    desk.get_by_label("Author line").fill("Author (made up)")
    expect(checks).not_to_contain_text("Say who wrote the page.")
    desk.get_by_label("Facts checked on").fill(iso_day(-10))
    desk.get_by_label("Review due on").fill(iso_day(355))
    desk.locator("#id_sections-0-heading").fill("What may help")
    desk.locator("#id_sections-0-aspect").select_option("self-care")
    give(desk, FIRST_DRAFT)
    expect(checks).to_contain_text("“[walk]” is cited, and no source has this key.")

    desk.locator("#id_sources-0-key").fill("walk")
    desk.locator("#id_sources-0-publisher").fill("Journal of Examples")
    desk.locator("#id_sources-0-title").fill("An example that is made up")
    desk.locator("#id_sources-0-url").fill("https://example.org/walk")
    desk.locator("#id_sources-0-kind").select_option("trial")
    expect(checks).to_contain_text(READY)
    save(desk)


def save(desk):
    with desk.expect_navigation():  # Else the message of an earlier save would do.
        desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.get_by_text(re.compile("was (added|changed) successfully"))).to_be_visible()


def move(desk, label):
    desk.get_by_role("link", name=label, exact=True).click()
    desk.get_by_role("button", name=label, exact=True).click()


def submit(desk):
    desk.get_by_role("button", name="Save, then submit for review").click()
    desk.get_by_role("button", name="Submit for review", exact=True).click()


def sign(desk):
    desk.get_by_role("link", name="Sign as a clinician", exact=True).click()
    desk.get_by_label("Your name").fill("R. Viewer")
    desk.get_by_label("Your role").fill("made-up nurse")
    desk.get_by_label("I have read the text that is shown here").check()
    desk.get_by_role("button", name="Sign this text").click()
    expect(desk.get_by_text("Signed: the next edition names you.")).to_be_visible()


def change_body(desk, words):
    give(desk, words)
    save(desk)


def where_it_stands(desk):
    return desk.get_by_role("region", name="Where this article stands")


def publish(desk, address):
    desk.goto(address)
    desk.get_by_role("link", name="Publish", exact=True).click()
    desk.get_by_label("Change note").fill("Made up for a test: the first edition.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Published.", exact=True)).to_be_visible()


def read(page, title):
    page.goto(f"/articles/{title.lower().replace(' ', '-')}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text("A short walk may help you sleep.")
    how_made = page.get_by_role("region", name="How this page was made")
    expect(how_made).to_contain_text("Approved by a second person")
    expect(how_made).to_contain_text("R. Viewer, made-up nurse, signed this text on")


def test_an_article_from_nothing_to_its_readers(desks, page):
    author, reviewer, publisher = desks
    title = f"Made up {secrets.token_hex(3)}"
    write(author, title)
    address = author.url
    author.get_by_label("Summary").fill("A page that is made up for a journey.")
    save(author)
    submit(author)
    expect(author.get_by_text("Submitted: a second person can approve it now.")).to_be_visible()

    reviewer.goto(address)
    reviewer.get_by_role("link", name="Versions", exact=True).click()
    reviewer.get_by_role("button", name="Compare").click()
    expect(reviewer.locator("ins").filter(has_text="journey")).to_be_visible()
    reviewer.goto(address)
    sign(reviewer)
    move(reviewer, "Approve")
    expect(reviewer.get_by_text("Approved: a publisher can publish it now.")).to_be_visible()

    publish(publisher, address)
    read(page, title)

    author.goto(address)
    expect(checks_of(author)).not_to_contain_text(UNSIGNED)
    change_body(author, SAME_DOSE)
    expect(where_it_stands(author)).to_contain_text(SIGNED)
    expect(where_it_stands(author)).not_to_contain_text("no longer covers")
    give(author, DOSE_CHANGED)
    expect(checks_of(author)).to_contain_text(UNSIGNED)
    save(author)
    expect(where_it_stands(author)).to_contain_text("“5” → “50” in “What may help”")
    author.goto("/admin/")
    lost = author.get_by_role("region", name="Signatures that no longer hold")
    expect(lost.get_by_role("listitem").filter(has_text=title)).to_contain_text("“5” → “50”")
    submit(author_at(author, address))
    sign_again(reviewer, address)


def author_at(desk, address):
    desk.goto(address)
    return desk


def sign_again(desk, address):
    """The page shows the changed paragraph twice, before and after, and nothing else of the text."""
    desk.goto(address)
    desk.get_by_role("link", name="Sign as a clinician", exact=True).click()
    expect(desk.locator("del")).to_contain_text("5")
    expect(desk.locator("ins")).to_contain_text("50")
    expect(desk.get_by_role("main").get_by_role("link", name="Source 1")).to_have_count(2)
    expect(desk.get_by_text("A page that is made up for a journey.")).to_have_count(0)
    desk.get_by_label("I have read the text that is shown here").check()
    desk.get_by_role("button", name="Sign this text").click()
    expect(where_it_stands(desk)).not_to_contain_text("no longer covers")
