"""The two journeys of the site in the engines of other browsers: Firefox and WebKit read and vote, Firefox writes."""

import secrets

import pytest

from tests.machinery import engines, programs
from tests.machinery.addresses import POLL
from tests.machinery.authenticator import code_of
from tests.machinery.engines.window import CONTROL, ENTER, TAB
from tests.moments import iso_day

from .staff import PASSWORD, make_staff

ARTICLE = "/articles/treatment-resistant-depression/"
RESULTS = f"/polls/{POLL}/?voted=1#results"
CHOICE = "Prefer not to say"
GO_ON, CAST, CHECK = "Go on and check my answer", "Cast my vote", "Check your answer"
THANKS = "Your vote is in. Thank you."
THANKS_TO_ALL = "If you have just voted: your vote is in. Thank you."  # On a page that is the same for everybody.
# WebKit keeps the page as it was left.
GREETING_ON_THE_WAY_BACK = {"Firefox": "You have voted from this browser.", "WebKit": THANKS}
# An article loads the poll's script when a reader comes near.
POLL_IS_AWAKE = """
    const script = new URL(document.querySelector("[data-poll]").dataset.script, location.href).href;
    return performance.getEntriesByName(script).some((entry) => entry.responseEnd > 0);
"""


@pytest.fixture
def window(request, site, tmp_path):
    """A window of an engine, named by the test's parameter, with or without scripts."""
    engine, has_script = request.param
    with running(engine, tmp_path, has_script=has_script) as window:
        window.base_url = site.url
        yield window


def running(engine, folder, *, has_script):
    places = programs.find_or_install()
    if engine == "Firefox":
        return engines.running_firefox(places.firefox, folder, has_script=has_script)
    return engines.running_webkit(places.webkit, places.xvfb, folder, has_script=has_script)


def each(has_script, names=("Firefox", "WebKit")):
    return pytest.mark.parametrize("window", [(name, has_script) for name in names], ids=names, indirect=True)


# Reading and voting, with Back at each step


def answer(window):
    window.choose(CHOICE)
    assert window.is_chosen(CHOICE)
    window.press(GO_ON)
    window.wait_for(CHECK)
    window.wait_for(f"You chose: {CHOICE}")


@each(has_script=True)
def test_a_reader_votes_in_place_and_goes_back_at_each_step(window, total):
    before = total()
    window.open("/polls/")
    window.open(ARTICLE)
    assert window.complaints() == []
    window.choose(CHOICE)
    window.wait_until(POLL_IS_AWAKE)
    answer(window)
    assert window.address == ARTICLE
    window.back()
    window.wait_for(GO_ON)
    assert not window.is_chosen(CHOICE)
    assert window.address == ARTICLE
    answer(window)
    window.press(CAST)
    window.wait_for(THANKS)
    window.wait_for(f"{before + 1:,} votes in all")
    window.wait_until("return history.state === null")  # The way back past the check, which the script took.
    assert window.complaints() == []
    window.back()
    window.wait_for_address("/polls/")
    window.forward()
    window.wait_for_address(ARTICLE)
    window.wait_for(GREETING_ON_THE_WAY_BACK[window.engine])
    assert GO_ON not in window.text()
    assert window.complaints() == []
    assert total() == before + 1


@each(has_script=False)
def test_a_reader_votes_without_a_script_and_goes_back_at_each_step(window, total):
    before = total()
    window.open("/polls/")
    window.open(ARTICLE)
    answer(window)
    window.back()
    window.wait_for_address(ARTICLE)
    answer(window)
    window.press(CAST)
    window.wait_for_address(RESULTS)
    window.wait_for(THANKS_TO_ALL)
    window.wait_for(f"{before + 1:,} votes in all")
    window.back()  # To the check, which now leads on to the results.
    if (
        window.engine == "WebKit"
    ):  # It asks for the check again over HTTPS only, and keeps it here. A press doubles nothing.
        window.wait_for(CHECK)
        window.press(CAST)
        window.wait_for(THANKS_TO_ALL)
        window.back()
        window.wait_for(CHECK)
    else:
        window.wait_for_address(RESULTS)
    window.back()
    window.wait_for_address(ARTICLE)
    window.wait_for(GO_ON)
    window.back()
    window.wait_for_address("/polls/")
    for _step in range(3):
        window.forward()
    window.wait_for_address(RESULTS)
    assert window.complaints() == []
    assert total() == before + 1


# Writing and publishing


def log_in(window, name, code=""):
    window.open("/admin/")
    window.fill("Name", name)
    window.fill("Password", PASSWORD)
    window.press("Log in")
    if code:
        window.fill("Code", code)
        window.press("Log in")
    window.wait_for("Today at the desk")


def log_out(window):
    window.press("Log out")
    window.wait_for_address("/")


def set_up_second_factor(window):
    """Return a code for the next log-in: what the app showed is used up."""
    window.open("/admin/second-factor/")
    window.press("Set up an app")
    window.fill("Password", PASSWORD)
    window.press("Go on")
    window.fill("Authenticator code", code_of(window.text("//code[contains(@class, 'key')]")))
    window.press("Set up")
    return window.text("//*[@aria-labelledby or @aria-label='Unused codes']//li")


TEXT = "//textarea[@id = 'id_sections-0-body']/ancestor::*[contains(@class, 'writing-field')]"
DIALOG = "//dialog[@open]"
SOURCE = ["Journal of Examples", "An example that is made up", "https://example.org/walk", "May 2024"]
MARKS = """A **short walk** helps. [journal-2024]

- It is made up
- It is for a test

Read [Talking therapies](article:talking-therapies)"""


def write(window):
    """A text with bold words, a source, a list and a link, by keys and dialogs alone."""
    window.click(f"{TEXT}//*[contains(@class, 'editor-text')]")
    window.type(f"A {CONTROL}b{CONTROL}short walk{CONTROL}b{CONTROL} helps. [")
    window.wait_for("Add a source", "//*[contains(@class, 'offers')]")
    window.type(ENTER)
    window.wait_for("Title of the source", DIALOG)
    window.type(TAB.join(SOURCE) + ENTER)
    window.wait_for("1", f"{TEXT}//*[@role = 'img']")
    window.type(f"{ENTER}- It is made up{ENTER}It is for a test{ENTER}{ENTER}Read {CONTROL}k{CONTROL}")
    window.wait_for("Put it in", DIALOG)
    window.type(f"{TAB}talking")
    window.click(f"{DIALOG}//*[@role = 'option'][contains(., 'Talking therapies')]")
    window.press("Put it in")
    window.wait_until(f"return document.getElementById('id_sections-0-body').value === {MARKS!r}")


def fill_in(window, title):
    window.open("/admin/articles/article/add/")
    window.put("//*[@id = 'id_title']", title)
    window.fill("Summary", "A page that is made up for a test.")
    window.fill("Author line", "Author (made up)")
    window.fill("Facts checked on", iso_day(-10))
    window.fill("Review due on", iso_day(355))
    window.put("//*[@id = 'id_sections-0-heading']", "What may help")
    window.click("//*[@id = 'id_sections-0-aspect']/option[@value = 'self-care']")
    write(window)
    window.click("//*[@id = 'id_sources-0-kind']/option[@value = 'trial']")
    window.press("Save and continue editing")
    window.wait_for("was added successfully", "//body")


@each(has_script=True, names=("Firefox",))
def test_an_author_writes_and_a_second_person_publishes(window, site):
    author, publisher = make_staff(site, "Author", "Publisher")
    title = f"Made up {secrets.token_hex(3)}"
    log_in(window, author)
    code = set_up_second_factor(window)
    log_out(window)
    log_in(window, author, code)
    fill_in(window, title)
    address = window.address
    window.press("Save, then submit for review")
    window.press("Submit for review")
    window.wait_for("Submitted: a second person can approve it now.", "//body")
    log_out(window)

    log_in(window, publisher)
    window.open(address)
    window.press("Approve")
    window.press("Approve")
    window.wait_for("Approved: a publisher can publish it now.", "//body")
    window.press("Publish")
    window.fill("Change note", "Made up for a test: the first edition.")
    window.press("Publish")
    window.wait_for("Published.", "//body")

    window.open(f"/articles/{title.lower().replace(' ', '-')}/")
    assert window.text("//h1") == title
    assert window.text("//main//strong[. = 'short walk']/..").startswith("A short walk helps.")
    assert window.text("//main//ul[li = 'It is made up']/li[2]") == "It is for a test"
    window.press("Talking therapies")
    window.wait_for_address("/articles/talking-therapies/")
    assert window.complaints() == []
