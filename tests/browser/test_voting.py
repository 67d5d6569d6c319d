"""A reader votes: with and without a script, with the mouse and with keys alone, and nobody else hears of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.machinery.addresses import POLL as SLUG

ARTICLE = "/articles/treatment-resistant-depression/"
CHOICE = "Prefer not to say"
THANKS = "Your vote is in. Thank you."
THANKS_TO_ALL = "If you have just voted: your vote is in. Thank you."  # On a page that is the same for everybody.
RESULTS = re.compile(rf"/polls/{SLUG}/\?voted=1#results$")


@pytest.fixture
def reader(browser, site):
    """Opens the article in a browser of its own, and keeps the address of each request in `page.asked`."""
    contexts = []

    def read(**look):
        context = browser.new_context(base_url=site.url, **look)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(ARTICLE)
        return page

    yield read
    for context in contexts:
        context.close()


def in_all(page):
    return page.locator(".poll-total")


def cookies_of(page):
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}


def vote_in_place(page):
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS)


def test_votes_without_a_script(reader, total):
    before = total()
    page = reader(java_script_enabled=False)
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answer")
    expect(page.get_by_text(f"You chose: {CHOICE}")).to_be_visible()
    assert total() == before
    page.get_by_role("button", name="Cast my vote").click()
    expect(page).to_have_url(RESULTS)
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS_TO_ALL)
    expect(page.locator("[data-poll-status]")).to_contain_text(re.compile("only vote that waits|votes that wait"))
    expect(in_all(page)).to_have_text(f"{before + 1:,} votes in all")
    assert cookies_of(page) == {f"voted_{SLUG}": "1"}


def test_chooses_another_answer_without_a_script(reader, total):
    before = total()
    page = reader(java_script_enabled=False)
    page.get_by_role("radio", name="No, never").check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.get_by_role("link", name="Choose another answer").click()
    expect(page.get_by_role("radio", name="No, never")).not_to_be_checked()
    assert total() == before
    assert cookies_of(page) == {}


def test_votes_in_place(reader, total):
    page = reader()
    before, address = total(), page.url
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.get_by_role("heading", name="Check your answer", level=2)).to_be_focused()
    expect(page.get_by_text(f"You chose: {CHOICE}")).to_be_visible()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS)
    expect(in_all(page)).to_have_text(f"{before + 1:,} votes in all")
    expect(page.locator("[data-poll-status]")).to_be_focused()
    assert page.url == address
    assert cookies_of(page) == {f"voted_{SLUG}": "1"}


def test_who_has_voted_is_told_so_and_not_asked_again(reader, total):
    page = reader()
    vote_in_place(page)
    after = total()
    page.reload()
    page.get_by_role("heading", name="Results so far").scroll_into_view_if_needed()
    expect(page.locator("[data-poll-status]")).to_have_text("You have voted from this browser.")
    expect(page.get_by_role("radio")).to_have_count(0)
    assert total() == after


def test_a_voter_hears_what_the_vote_waits_for(reader):
    page = reader()
    vote_in_place(page)
    status = page.locator("[data-poll-status]")
    expect(status).to_contain_text("so that nobody can tell which one is yours")
    expect(status).to_contain_text(re.compile("next count needs|enough for a count|count is due"))
    expect(status.get_by_role("link", name="How this poll works")).to_be_visible()
    expect(page.get_by_text("so that nobody can tell which one is yours")).to_have_count(1)


def test_an_address_that_is_passed_on_greets_nobody_else(reader, site):
    page = reader()
    page.goto(f"/polls/{SLUG}/?voted=1#results")
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS_TO_ALL)
    expect(page.get_by_role("radio")).to_have_count(4)
    page.context.add_cookies([{"name": f"voted_{SLUG}", "value": "1", "url": site.url}])
    page.goto("about:blank")
    page.goto(f"/polls/{SLUG}/?voted=1#results")
    expect(page.locator("[data-poll-status]")).to_have_text("You have voted from this browser.")
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/polls/{SLUG}/#results$"))


def test_back_leads_from_the_check_to_the_answers_and_from_the_vote_out_of_the_poll(reader, total):
    before = total()
    page = reader()
    page.goto("/polls/")
    page.goto(f"/polls/{SLUG}/")
    for leave in (page.go_back, page.get_by_role("link", name="Choose another answer").click):
        page.get_by_role("radio", name=CHOICE).check()
        page.get_by_role("button", name="Go on and check my answer").click()
        expect(page.get_by_role("heading", name="Check your answer")).to_be_focused()
        leave()
        expect(page.get_by_role("radio", name="Yes, I am taking them now")).to_be_focused()
        expect(page.get_by_role("radio", name=CHOICE)).not_to_be_checked()
    assert page.url.endswith(f"/polls/{SLUG}/")
    vote_in_place(page)
    assert total() == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile("/polls/$"))
    page.go_forward()
    expect(page.locator("[data-poll-status]")).to_contain_text("You have voted from this browser.")


def test_a_reload_at_the_check_needs_no_second_back(reader):
    page = reader()
    page.goto("/polls/")
    page.goto(f"/polls/{SLUG}/")
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.get_by_role("heading", name="Check your answer")).to_be_focused()
    page.reload()
    expect(page.get_by_role("radio")).to_have_count(4)
    page.wait_for_function("history.state === null")
    page.go_back()
    expect(page).to_have_url(re.compile("/polls/$"))


def test_back_without_a_script_leads_to_the_answers_and_after_the_vote_doubles_nothing(reader, site, total):
    before = total()
    page = reader(java_script_enabled=False)
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answer")
    page.go_back()
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))
    expect(page.get_by_role("radio", name=CHOICE)).to_be_visible()
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page).to_have_url(RESULTS)
    page.go_back()
    expect(page).to_have_url(RESULTS)
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS_TO_ALL)
    page.go_back()
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))
    expect(page.get_by_role("radio", name=CHOICE)).to_be_visible()
    page.go_forward()
    expect(page).to_have_url(RESULTS)
    form, headers = {"choice": "4"}, {"Origin": site.url}
    again = page.context.request.post(f"/polls/{SLUG}/vote/", form=form, headers=headers, max_redirects=0)
    assert (again.status, again.headers["location"]) == (303, f"/polls/{SLUG}/?voted=1#results")
    assert total() == before + 1


def test_the_check_comes_back_without_a_script_as_it_was(reader, total):
    before = total()
    page = reader(java_script_enabled=False)
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    permit = page.locator("[name=permit]").input_value()
    page.get_by_role("link", name="Choose another answer").click()
    expect(page.get_by_role("radio")).to_have_count(4)
    page.go_back()
    expect(page.get_by_text(f"You chose: {CHOICE}")).to_be_visible()
    page.reload()
    expect(page.locator("[name=permit]")).to_have_value(permit)
    page.get_by_role("button", name="Cast my vote").click()
    expect(page).to_have_url(RESULTS)
    assert total() == before + 1


def test_a_field_that_a_browser_fills_in_costs_one_more_press(reader, total):
    before = total()
    page = reader()
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.locator("[name=remarks]").evaluate("field => (field.value = 'https://made-up.example')")
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_contain_text("perhaps by your browser")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS)
    assert total() == before + 1


def test_says_why_a_vote_did_not_get_through(reader, total):
    before = total()
    page = reader()
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.get_by_role("button", name="Cast my vote").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_contain_text("We could not reach the site.")
    assert total() == before
    expect(page.locator("[data-poll-status]")).to_be_focused()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS)
    assert total() == before + 1


REFUSED = {
    400: "This voting form is no longer good. Please choose your answer again.",
    403: "Votes count only from this page itself. Please choose your answer here.",
    429: "Many people on your network are voting just now.",
    503: "Your vote could not be saved just now.",
}


def refusal(status, words):
    """As the site's own page says it (templates/polls/vote_refused.html)."""
    body = f"<!doctype html><title>No</title><div data-poll-refusal><h2>No</h2><p>{words}</p></div>"
    return {"status": status, "content_type": "text/html; charset=utf-8", "body": body}


@pytest.mark.parametrize("status", REFUSED)
def test_a_refused_vote_says_why_in_its_place_and_can_be_tried_again(reader, total, status):
    before = total()
    page = reader()
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    permit = page.locator("[name=permit]").input_value()
    page.route("**/vote/", lambda route: route.fulfill(**refusal(status, REFUSED[status])))
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_have_text(REFUSED[status])
    expect(page.locator("[data-poll-status]")).to_be_focused()
    page.unroute("**/vote/")
    if status == 400:  # Its permit is no longer good: the answer is chosen anew.
        page.get_by_role("radio", name=CHOICE).check()
        page.get_by_role("button", name="Go on and check my answer").click()
        page.get_by_role("button", name="Cast my vote").click()
    else:
        assert page.locator("[name=permit]").input_value() == permit
        page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS)
    assert total() == before + 1


def test_an_answer_that_is_no_page_of_the_site_is_told_in_plain_words(reader):
    page = reader()
    page.get_by_role("radio", name=CHOICE).check()
    page.route("**/vote/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.locator("[data-poll-status]")).to_contain_text("The site could not take your vote just now.")
    expect(page.get_by_role("radio", name=CHOICE)).to_be_checked()


def test_a_poll_that_has_closed_meanwhile_says_so_in_its_place(reader):
    page = reader()
    page.get_by_role("radio", name=CHOICE).check()
    page.wait_for_load_state(
        "networkidle"
    )  # The script is loaded when the poll comes near; a faster click goes without.
    gone = """<!doctype html><title>No</title><div data-poll-refusal><p>This poll is closed.</p></div>
        <section data-poll-step><h1 class="poll-question">The question</h1><p>It takes no more votes.</p></section>"""
    page.route("**/vote/", lambda route: route.fulfill(status=410, content_type="text/html", body=gone))
    page.get_by_role("button", name="Go on and check my answer").click()
    expect(page.locator("[data-poll-status]")).to_have_text("This poll is closed.")
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("heading", name="The question", level=2)).to_be_visible()


def press_tab_until(page, focused, most=120):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and focused.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{most} tabs do not lead to {focused}.")


@pytest.mark.parametrize("has_script", [True, False], ids=["with a script", "without a script"])
def test_votes_with_keys_alone(reader, total, has_script):
    before = total()
    page = reader(java_script_enabled=has_script)
    press_tab_until(page, page.locator("[data-contents]").get_by_role("link", name="Poll"))
    page.keyboard.press("Enter")
    press_tab_until(page, page.get_by_role("radio").first, most=10)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name=CHOICE)).to_be_checked()
    press_tab_until(page, page.get_by_role("button", name="Go on and check my answer"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cast my vote").wait_for()
    press_tab_until(page, page.get_by_role("button", name="Cast my vote"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS if has_script else THANKS_TO_ALL)
    assert total() == before + 1


def test_asks_nobody_but_the_site(reader, site):
    page = reader()
    vote_in_place(page)
    page.wait_for_load_state("networkidle")
    assert [address for address in page.asked if not address.startswith(f"{site.url}/")] == []
    assert f"{site.url}/polls/{SLUG}/vote/" in page.asked


def test_no_address_holds_the_answer(reader):
    page = reader(java_script_enabled=False)
    page.get_by_role("radio", name=CHOICE).check()
    page.get_by_role("button", name="Go on and check my answer").click()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_contain_text(THANKS_TO_ALL)
    assert [address for address in page.asked if "choice" in address or "permit" in address] == []
