"""Log-in, second factor and the desk's pages as a person meets them: the policy holds, and axe finds nothing."""

import secrets
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.machinery.authenticator import code_of

PASSWORD = "made-up-for-a-test-4711"
DESK_PAGES = [
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/article/1/change/",
    "/admin/articles/notice/add/",
    "/admin/articles/topic/1/change/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/2/change/",
    "/admin/password_change/",
    "/admin/profile/",
    "/admin/profile/data/",
    "/admin/desk/for-you/",
    "/admin/second-factor/",
]


@dataclass
class Watched:
    """A page, and what its browser complained about."""

    page: object
    complaints: list

    def findings(self):
        return [violation["id"] for violation in Axe().run(self.page).response["violations"]]


@pytest.fixture
def watched(page):
    complaints = []
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))"
    )
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return Watched(page, complaints)


@pytest.fixture
def person(site):
    """The name of a new administrator, so that nobody else's second factor changes."""
    name = f"made-up-{secrets.token_hex(4)}"
    make = "from django.contrib.auth.models import User; User.objects.create_superuser"
    site.manage("shell", "--verbosity", "0", "-c", f"{make}({name!r}, password={PASSWORD!r})")
    return name


def log_in(page, url, name):
    page.goto(f"{url}/admin/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def confirm(page):
    """Changing how one logs in asks for the password once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_log_in_page(watched, site):
    watched.page.goto(f"{site.url}/admin/")
    assert watched.complaints == []
    assert watched.findings() == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_pages(watched, site, width, scheme):
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.emulate_media(color_scheme=scheme)
    log_in(watched.page, site.url, site.admin_name)
    found = {}
    for path in DESK_PAGES:
        watched.page.goto(site.url + path)
        watched.page.wait_for_load_state()
        complaints = list(watched.complaints)
        too_wide = watched.page.evaluate("document.documentElement.scrollWidth") > width
        # axe adds a style of its own to the page, which the policy then refuses: what it causes is no finding.
        if problems := [*complaints, *watched.findings(), *["too wide"] * too_wide]:
            found[path] = problems
        watched.complaints.clear()
    assert found == {}


def test_sets_up_and_uses_an_authenticator_app(watched, site, person):
    page = watched.page
    log_in(page, site.url, person)
    page.get_by_role("link", name="Profile", exact=True).click()
    page.get_by_role("link", name="Second factor", exact=True).click()
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    assert page.get_by_role("img", name="QR code with the key for your app").is_visible()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    recovery_code = page.get_by_role("list", name="Unused codes").get_by_role("listitem").first.inner_text()
    page.get_by_role("button", name="Log out").click()
    log_in(page, site.url, person)
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Log in", exact=True).click()
    assert page.get_by_role("heading", name="Today at the desk").is_visible()
    assert watched.complaints == []


def test_logs_in_with_a_passkey(watched, site, person):
    page, url = watched.page, site.url.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    able = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | able})
    log_in(page, url, person)
    page.goto(f"{url}/admin/second-factor/webauthn/add/")
    confirm(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{url}/admin/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Today at the desk").wait_for()
    assert watched.complaints == []
