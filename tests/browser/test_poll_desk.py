"""The poll's pages at the desk and in public: nothing that axe-core or the policy finds fault with, at any width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE
from .test_reading import RULES

SLUG = "antidepressant-use"
ACTIONS = [
    "export",
    "count",
    "decide",
    "correct",
    "reword",
    "add-choice",
    "hide-choice",
    "last-day",
    "close",
    "successor",
]
PUBLIC = ["/polls/", f"/polls/{SLUG}/", f"/polls/{SLUG}/?voted=1", f"/polls/{SLUG}/ledger/", f"/polls/{SLUG}/embed/"]


@pytest.fixture(scope="module")
def desk(browser, site):
    """A page on which the administrator is logged in, at the list of polls; `page.complaints` are the browser's own."""
    context = browser.new_context(base_url=site.url, viewport=PHONE, color_scheme="dark")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto("/admin/polls/poll/")
    page.get_by_label("Name").fill(site.admin_name)
    page.get_by_label("Password").fill(site.admin_password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("table").wait_for()
    yield page
    context.close()


@pytest.fixture
def address(desk):
    """Of the poll's own page at the desk."""
    desk.goto("/admin/polls/poll/")
    return desk.get_by_role("table").get_by_role("link", name="Are you currently taking").get_attribute("href")


def faults_of(page):
    """What axe-core finds, and whether something is wider than the screen."""
    found = [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]]
    return found if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else [*found, "too wide"]


def assert_clean(page):
    complaints = list(page.complaints)
    found = faults_of(page)
    page.complaints.clear()  # axe-core styles what it looks at, which the policy forbids it.
    assert (complaints, found) == ([], [])


@pytest.mark.parametrize(
    "path", ["/admin/polls/poll/", "/admin/polls/poll/add/", "/admin/polls/count/", "/admin/polls/exportlog/"]
)
def test_a_list_at_the_desk_is_clean(desk, path):
    desk.goto(path)
    assert_clean(desk)


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["wide, light", "phone, dark"])
def test_the_polls_page_at_the_desk_is_clean(desk, address, size, scheme):
    desk.set_viewport_size(size)
    desk.emulate_media(color_scheme=scheme)
    desk.goto(address)
    desk.locator("summary", has_text="What each setting protects against").click()
    desk.get_by_text("How often an answer is learned for sure").click()
    assert_clean(desk)


@pytest.mark.parametrize("name", ACTIONS)
def test_the_page_of_an_action_is_clean(desk, address, name):
    desk.goto(address.replace("change/", f"do/{name}/"))
    assert_clean(desk)


def test_a_page_that_warns_is_clean_and_leads_back(desk, address):
    desk.goto(address.replace("change/", "do/close/"))
    desk.get_by_role("button", name="Close the poll").click()
    expect(desk.get_by_role("heading", name="This cannot be taken back")).to_be_visible()
    assert_clean(desk)
    desk.get_by_role("link", name="Back").click()
    expect(desk.get_by_text("open", exact=True)).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["wide, light", "phone, dark"])
def test_a_poll_is_written_refused_mended_and_opened_alone_with_a_reason(desk, size, scheme):
    desk.set_viewport_size(size)
    desk.emulate_media(color_scheme=scheme)
    desk.goto("/admin/polls/poll/add/")
    question = f"Made up on a screen {size['width']} wide?"
    desk.get_by_role("textbox", name="Question:", exact=True).fill(question)
    desk.get_by_role("textbox", name="Answers:").fill("Yes\nYES\u200b")
    desk.get_by_label("Article").select_option("treatment-resistant-depression")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".errorlist").get_by_text("apart.")).to_be_visible()
    assert_clean(desk)
    desk.get_by_role("textbox", name="Answers:").fill("Yes\nNo")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("heading", name="A draft")).to_be_visible()
    slug = desk.get_by_label("Name in its address").input_value()
    assert_clean(desk)
    assert desk.request.get(f"/polls/{slug}/").status == 404
    desk.get_by_role("link", name="Open this poll …").click()
    assert_clean(desk)
    desk.get_by_label("Why no second person looks at it").fill("Nobody else tests this.")
    desk.get_by_role("button", name="Open this poll …").click()
    expect(desk.get_by_role("heading", name="This cannot be taken back")).to_be_visible()
    assert_clean(desk)
    desk.get_by_role("button", name="Yes, do it now").click()
    expect(desk.get_by_text("This poll is open.")).to_be_visible()
    assert_clean(desk)
    desk.goto(f"/polls/{slug}/")
    expect(desk.get_by_text("Reason: Nobody else tests this.")).to_be_visible()


def test_a_form_that_was_filled_in_wrongly_is_clean(desk, address):
    desk.goto(address.replace("change/", "do/successor/"))
    desk.get_by_label("New question").fill("")
    desk.get_by_role("button", name="Write a successor").click()
    expect(desk.get_by_text("This field is required.").first).to_be_visible()
    assert_clean(desk)


@pytest.mark.parametrize(
    ("path", "look"),
    [
        *((path, {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}) for path in PUBLIC),
        (PUBLIC[1], {"viewport": DESK, "forced_colors": "active"}),
    ],
    ids=[*PUBLIC, "forced colours"],
)
def test_a_public_page_of_the_poll_is_clean(browser, site, path, look):
    context = browser.new_context(base_url=site.url, **look)
    page = context.new_page()
    page.goto(path)
    assert faults_of(page) == []
    context.close()
