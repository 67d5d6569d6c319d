"""The help lines are there without a network, for who asked for that, and nothing is kept before."""

import pytest

from .conftest import PHONE

KEPT = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.scope).pathname),
    copies: await caches.keys(),
})"""
NOTHING = {"workers": [], "copies": []}
ALL = {"workers": ["/help-now/"], "copies": ["help-now"]}


@pytest.fixture
def reader(browser, site):
    context = browser.new_context(base_url=site.url, viewport=PHONE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    yield page
    context.close()


@pytest.fixture
def keeper(reader):
    """A reader who keeps a copy."""
    reader.goto("/help-now/")
    reader.get_by_role("button", name="Keep a copy").click()
    reader.get_by_text("is kept in this browser").wait_for()
    return reader


@pytest.mark.parametrize("path", ["/help-now/", "/help-now/ie/", "/"])
def test_nothing_is_kept_before_the_button_is_pressed(reader, path):
    reader.goto(path, wait_until="networkidle")
    assert reader.evaluate(KEPT) == NOTHING


def test_the_button_keeps_a_copy_for_this_path_alone_and_breaks_no_policy(keeper):
    assert keeper.evaluate(KEPT) == ALL
    assert keeper.complaints == []
    assert not keeper.get_by_role("button", name="Keep a copy").is_visible()
    keeper.goto("/articles/")
    assert keeper.evaluate("navigator.serviceWorker.controller") is None


@pytest.mark.parametrize("path", ["/help-now/", "/help-now/ie/"])
def test_without_a_network_the_copy_answers_with_its_day_and_its_look(keeper, path):
    keeper.goto("/help-now/")
    assert not keeper.get_by_text("This is a copy").is_visible()
    keeper.context.set_offline(True)
    keeper.goto(path)
    day = keeper.evaluate("new Date().toLocaleDateString('en', {dateStyle: 'long'})")
    assert f"kept on {day}." in keeper.get_by_role("note").inner_text()
    assert keeper.get_by_role("link", name="Call 116 123").count() == 2
    assert keeper.evaluate("getComputedStyle(document.querySelector('.crisis')).borderRadius") != "0px"


def test_with_a_network_the_page_is_never_the_copy(keeper):
    keeper.evaluate(
        """async () => {
            const cache = await caches.open("help-now");
            await cache.put("/help-now/", new Response("An old copy."));
        }"""
    )
    keeper.goto("/help-now/")
    assert "An old copy." not in keeper.content()


def test_a_second_button_removes_all(keeper):
    keeper.get_by_role("button", name="Remove the copy").click()
    keeper.get_by_text("The copy was removed.").wait_for()
    assert keeper.evaluate(KEPT) == NOTHING
    assert keeper.get_by_role("button", name="Keep a copy").is_visible()
    assert not keeper.get_by_role("button", name="Remove the copy").is_visible()
    keeper.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        keeper.goto("/help-now/")


def test_without_a_script_no_button_is_offered(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/help-now/")
    assert page.get_by_role("button", name="Keep a copy").count() == 0
    context.close()
