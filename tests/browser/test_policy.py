"""Every page of the desk and of the log-in, followed from link to link: none breaks the site's own policy."""

import re
from collections import deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest

WATCH = (
    "addEventListener('securitypolicyviolation', (event) => "
    "console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile))"
)
NOT_PAGES = re.compile(r"/(?:download|logout)/|\.(?:csv|xlsx|json|txt)$")


@pytest.fixture
def watched(page, site):
    """A logged-in page and what its browser complained about."""
    complaints = []
    page.context.add_init_script(WATCH)
    page.context.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Name").fill(site.admin_name)
    page.get_by_label("Password").fill(site.admin_password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/admin/")
    return page, complaints


def kind_of(url):
    """Pages that differ by a number or by the value of a filter are one kind; one of each is looked at. None: no new
    kind, but several filters at once."""
    parts = urlsplit(url)
    names = [name for name, _value in parse_qsl(parts.query)]
    if len(names) > 1 or "_changelist_filters" in names:
        return None
    return re.sub(r"\d+", "N", parts.path), *names


def test_no_page_of_the_desk_breaks_the_policy(watched, site):
    page, complaints = watched
    seen, waiting, found = {None}, deque([f"{site.url}/admin/"]), {}
    while waiting:
        url = waiting.popleft()
        page.goto(url)
        if complaints:
            found[url] = list(complaints)
            complaints.clear()
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in (urljoin(url, link).partition("#")[0] for link in links):
            path = urlsplit(link).path
            if link.startswith(f"{site.url}/admin/") and not NOT_PAGES.search(path) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
    assert found == {}
    paths = {kind[0] for kind in seen if kind}
    for expected in (
        "/admin/articles/article/add/",
        "/admin/articles/article/N/change/",
        "/admin/articles/article/N/preview-links/",
        "/admin/articles/article/N/history/",
        "/admin/articles/topic/N/change/",
        "/admin/auth/user/N/change/",
        "/admin/second-factor/",
        "/admin/second-factor/totp/activate/",
        "/admin/second-factor/webauthn/add/",
    ):
        assert expected in paths


def test_autocomplete_widgets_and_popups_keep_to_the_policy(watched, site):
    page, complaints = watched
    page.goto(f"{site.url}/admin/articles/indexterm/add/")
    page.get_by_role("combobox").click()
    page.get_by_role("searchbox").fill("talking")
    page.get_by_role("option", name="Talking therapies").click()
    assert page.get_by_role("combobox").inner_text().strip().endswith("Talking therapies")
    page.goto(f"{site.url}/admin/articles/topic/1/change/")
    page.locator(".add-row a").click()
    page.locator(".select2-selection").last.click()
    page.get_by_role("searchbox").last.fill("brain")
    page.get_by_role("option", name=re.compile("Brain")).click()
    with page.expect_popup() as opened:
        page.locator(".change-related:visible").last.click()
    opened.value.wait_for_load_state()
    assert "_popup=1" in opened.value.url
    opened.value.close()
    assert complaints == []


def test_a_delete_page_and_a_list_with_actions_keep_to_the_policy(watched, site):
    page, complaints = watched
    page.goto(f"{site.url}/admin/articles/helpline/1/delete/")
    page.goto(f"{site.url}/admin/articles/helpline/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("delete_selected")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    assert page.get_by_role("heading", name=re.compile("Delete|Are you sure")).first.is_visible()
    assert complaints == []
