"""Chromium and the site that it looks at. The site is the real one, started once on a folder of its own."""

import os
import time
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.machinery import programs
from tests.machinery.addresses import POLL
from tests.machinery.cluster import new_database, running_cluster
from tests.machinery.site import running_site
from tests.machinery.visitor import Visitor

from .staff import log_in, make_staff

expect.set_options(timeout=20_000)  # Milliseconds: other processes may keep the machine busy.

KEPT_SECONDS = 1.2  # KEEP_PAGES_FOR, and a little.
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _queries_beside_the_browser():
    """Playwright's synchronous interface runs an event loop of its own, in which Django refuses queries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = os.environ.get("CHROMIUM") or str(programs.find_or_install().chromium)
    # --no-sandbox: Chromium's own sandbox can't start as root, which containers are.
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    # All tests vote from one network: beyond limits that nobody knows, votes are held apart or refused.
    limits = {"POLL_VOTES_BEFORE_HELD": "100000", "POLL_PERMITS_AN_HOUR": "100000"}
    with running_site(tmp_path_factory.mktemp("site"), **limits) as site:
        yield site


@pytest.fixture(scope="session")
def databases():
    """Makes an empty database, of the kind that a test asks for, and gives its DATABASE_URL."""
    with running_cluster(programs.find_or_install().postgresql) as cluster_url:
        yield partial(new_database, cluster_url)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def any_site(request, tmp_path_factory, databases):
    """The running site on each database, shared: tests count from what they find."""
    folder = tmp_path_factory.mktemp(request.param)
    with running_site(folder, DATABASE_URL=databases(request.param, folder)) as site:
        yield site


@pytest.fixture(params=["sqlite", "postgresql"])
def new_site(request, tmp_path, databases):
    """A running site that nobody has voted on."""
    with running_site(tmp_path, DATABASE_URL=databases(request.param, tmp_path)) as site:
        yield site


@pytest.fixture
def total(site):
    """Asks the site for the total, as a program would, a second after the last vote: so long may figures be kept."""

    def ask():
        time.sleep(KEPT_SECONDS)
        return Visitor(site.url).json(f"/polls/{POLL}/results.json")["total"]

    return ask


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@pytest.fixture(scope="session")
def a_publisher(site):
    return make_staff(site, "Publisher")[0]


@pytest.fixture(scope="session")
def logged_in(browser, site, a_publisher):
    """The cookies of somebody who logged in once, for every browser of these tests."""
    context = browser.new_context(base_url=site.url)
    log_in(context, a_publisher)
    yield context.storage_state()
    context.close()


@pytest.fixture
def person(browser, site, logged_in):
    """A function that opens the desk at an address in a browser of its own, as a a_publisher with nothing unsaved."""
    contexts = []

    def open_at(address, *, is_back=False, **options):
        context = browser.new_context(base_url=site.url, storage_state=logged_in, **{"viewport": DESK} | options)
        contexts.append(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (one) => console.error('policy: ' + one.violatedDirective))"
        )
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        let_go = page.get_by_role("button", name="Let it go")
        if not is_back and let_go.count():
            let_go.click()
            page.goto(address)
        return page

    yield open_at
    for context in contexts:
        context.close()
