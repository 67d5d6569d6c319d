"""People are told: at the desk and by mail, and a forgotten password comes back, on a site with a mail server."""

import re
import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.machinery.mail_server import running_mail_server
from tests.machinery.site import running_site

from .staff import PASSWORD, log_in, make_staff

NEW_PASSWORD = "another-made-up-password-4712"


@pytest.fixture(scope="module")
def mail_server():
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def mailing_site(tmp_path_factory, mail_server):
    with running_site(tmp_path_factory.mktemp("mailing"), EMAIL_URL=mail_server[0]) as site:
        yield site


@pytest.fixture
def desk_of(browser, mailing_site):
    """A function that makes a person of a role, and returns the first page of their desk and their name."""
    contexts = []

    def opened(role):
        (name,) = make_staff(mailing_site, role)
        context = browser.new_context(base_url=mailing_site.url)
        contexts.append(context)
        return log_in(context, name), name

    yield opened
    for context in contexts:
        context.close()


def assert_accessible(page):
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def give_address(page, address):
    page.get_by_role("link", name="Profile", exact=True).click()
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()


def test_a_reviewer_is_told_of_a_submission_at_the_desk_and_by_mail(desk_of, mailing_site, mail_server):
    _url, received = mail_server
    author, _name = desk_of("Author")
    reviewer, name = desk_of("Reviewer")
    give_address(reviewer, f"{name}@psyweb.example")
    assert_accessible(reviewer)

    title = f"Made up {secrets.token_hex(3)}"
    author.get_by_role("link", name="Write an article").click()
    author.locator("#id_title").press_sequentially(title)
    author.get_by_label("Summary").fill("A page that is made up for a test.")
    author.get_by_role("button", name="Save, then submit for review").click()
    author.get_by_label("To the reviewer").fill("Please check the dose.")
    author.get_by_role("button", name="Submit for review", exact=True).click()
    expect(author.get_by_text("Submitted: a second person can approve it now.")).to_be_visible()

    assert "Mails sent: 1" in mailing_site.manage("send_notifications").stdout
    (mail,) = [mail for mail in received if mail["To"] == f"{name}@psyweb.example"]
    assert mail["Subject"].strip() == f"PsyWeb: To read and approve: “{title}”"
    for part in ("plain", "html"):
        words = mail.get_body((part,)).get_content()
        assert title in words
        assert "dose" not in words
    assert "Mails sent: 0" in mailing_site.manage("send_notifications").stdout

    reviewer.goto(re.search(r"http://\S+/change/", mail.get_body(("plain",)).get_content())[0])
    expect(reviewer.get_by_role("link", name="Approve", exact=True)).to_be_visible()
    reviewer.goto("/admin/")
    told = reviewer.get_by_role("region", name=re.compile("^For you"))
    expect(told.get_by_role("link", name=f"To read and approve: “{title}”")).to_be_visible()
    reviewer.get_by_role("link", name="For you", exact=True).click()
    assert_accessible(reviewer)
    reviewer.get_by_role("button", name=re.compile(rf"Mark as read ?: {title}")).click()
    expect(reviewer.get_by_text("read", exact=True)).to_be_visible()
    reviewer.goto("/admin/")
    expect(told).to_have_count(0)


def test_a_forgotten_password_comes_back_by_mail(browser, desk_of, mailing_site, mail_server):
    _url, received = mail_server
    author, name = desk_of("Author")
    address = f"{name}@psyweb.example"
    give_address(author, address)
    context = browser.new_context(base_url=mailing_site.url)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_role("link", name="Forgotten the password?").click()
    assert_accessible(page)
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    assert_accessible(page)

    mailing_site.manage("send_notifications")
    (mail,) = [mail for mail in received if mail["To"] == address]
    page.goto(re.search(r"http://\S+/password_reset/\S+", mail.get_body(("plain",)).get_content())[0])
    assert_accessible(page)
    page.get_by_label(re.compile("^New password:?$")).fill(NEW_PASSWORD)
    page.get_by_label("New password confirmation").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="The new password is set")).to_be_visible()
    page.get_by_role("link", name="Log in", exact=True).click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("link", name="Write an article")).to_be_visible()
    author.goto("/admin/")  # The session from before has ended.
    expect(author.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    context.close()
