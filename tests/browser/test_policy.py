"""Every page of the desk and of the log-in, followed from link to link: none breaks the site's own policy, and those
that are its own keep nobody out."""

import json
import re
import secrets
from collections import deque
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.machinery import equal_access, programs

from .conftest import DESK, PHONE

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


TABS = 3  # At once: while the site makes one page, the browser draws another.
LINKS = "[...new Set([...document.links].map((link) => link.href.split('#')[0]))]"


def links_of(tabs, urls):
    """Opens each in a tab of its own, and gives what they link."""
    opened = list(zip(tabs, urls, strict=False))
    for tab, url in opened:
        tab.goto(url, wait_until="commit")
    for tab, _url in opened:
        tab.wait_for_load_state()
    return [link for tab, _url in opened for link in tab.evaluate(LINKS)]


def test_no_page_of_the_desk_breaks_the_policy(watched, site):
    page, complaints = watched
    tabs = [page, *(page.context.new_page() for _ in range(TABS - 1))]
    seen, waiting, found = {None}, deque([f"{site.url}/admin/"]), {}
    while waiting:
        urls = [waiting.popleft() for _ in range(min(TABS, len(waiting)))]
        for link in links_of(tabs, urls):
            path = urlsplit(link).path
            if link.startswith(f"{site.url}/admin/") and not NOT_PAGES.search(path) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
        if complaints:
            found[tuple(urls)] = list(complaints)
            complaints.clear()
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
    page.locator(".select2-search__field").fill("talking")
    page.get_by_role("option", name="Talking therapies").click()
    assert page.get_by_role("combobox").inner_text().strip().endswith("Talking therapies")
    page.goto(f"{site.url}/admin/articles/topic/1/change/")
    page.locator(".add-row a").click()
    page.locator(".select2-selection").last.click()
    page.locator(".select2-search__field").last.fill("brain")
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


# What a page shows only when there is something: a void signature, a report, a word, a dead link, a preview link.
FURNISH = """
import json
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles import publishing
from articles.models import Edition, GlossaryWord, LinkCheck, LinkState
from articles.upkeep import reports
from tests.articles.factories import change, make_article, make_person, make_section

chief, writer = User.objects.get(username="admin"), make_person("writer-{mark}", "Author")
dose = lambda words: [make_section("Treatment", f"Some take {{words}}. [study]")]
article = make_article(by=writer, owner=writer, slug="{mark}", title="Made up {mark}", sections=dose("20 mg"))
publishing.submit(article, by=writer)
publishing.sign(article, by=chief, name="R. Viewer", role="made-up nurse", expected=1)
change(article, by=writer, sections=dose("40 mg"))
publishing.submit(article, by=writer)
publishing.share_preview(article.versions.last(), by=chief, lasts=timedelta(days=1), made_for="Made up")
edition = Edition.objects.visible().first()
report = reports.receive(edition, "Made up for a test: a word is wrong.")
word = GlossaryWord.objects.create(word="madeup{mark}")
LinkCheck.objects.create(url="https://example.org/{mark}", state=LinkState.DEAD, checked_at=timezone.now())
print(json.dumps(dict(article=article.pk, edition=edition.pk, report=report.pk, word=word.pk)))
"""
EDIT = """
from articles.models import Article
from tests.articles.factories import change
article = Article.objects.get(pk={article})
change(article, by=article.owner, summary="The summary as somebody else wrote it, made up.")
"""
ONE_ARTICLE = "/admin/articles/article/{article}"
OWN_PAGES = [
    "/admin/",
    "/admin/desk/reviews/",  # The rows of the other lists are on the first page.
    "/admin/desk/reports/",
    "/admin/articles/article/",
    f"{ONE_ARTICLE}/change/",
    f"{ONE_ARTICLE}/do/sign/",
    f"{ONE_ARTICLE}/do/override/",
    f"{ONE_ARTICLE}/do/approve/",
    f"{ONE_ARTICLE}/preview-links/",
    f"{ONE_ARTICLE}/versions/",
    f"{ONE_ARTICLE}/compare/?old=1&new=2",
    "/admin/articles/edition/",
    "/admin/articles/edition/{edition}/change/",
    "/admin/articles/helpline/",
    "/admin/articles/helpline/1/change/",
    "/admin/articles/glossaryword/",
    "/admin/articles/glossaryword/{word}/change/",
    "/admin/articles/mistakereport/",
    "/admin/articles/mistakereport/{report}/change/",
]
# Colours that are on their way from one scheme to the other are nobody's.
SETTLED = "Promise.all(document.getAnimations().map((one) => one.finished))"
# All rules once for each size; in the other scheme the same page has other colours, and nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS = [(DESK, "light", {}), (DESK, "dark", COLOURS), (PHONE, "dark", {}), (PHONE, "light", COLOURS)]
AXE = Axe()
FAULTS = "(options) => axe.run({ resultTypes: ['violations'], ...options }).then((found) => found.violations)"


@pytest.fixture
def furnished(site):
    """The numbers of what was made up."""
    programs.find_or_install()
    mark = secrets.token_hex(4)
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", FURNISH.format(mark=mark)).stdout)


def faults_of(page):
    """What axe-core finds in each look, and IBM Equal Access as the page opens, and where something is too wide."""
    found = set(equal_access.violations(page))
    page.evaluate(AXE.axe_script)
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        look = f"{size['width']} {scheme}"
        for fault in page.evaluate(FAULTS, rules):
            found |= {f"{look}: {fault['id']}: {node['html'][:160]}" for node in fault["nodes"]}
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.add(f"{look}: too wide")
    return sorted(found)


def test_no_page_of_the_desks_own_keeps_anybody_out(watched, site, furnished):
    page, complaints = watched
    page.set_viewport_size(DESK)
    found = {}

    def look(path):
        policy, faults = list(complaints), faults_of(page)
        complaints.clear()  # axe-core styles what it looks at, which the policy forbids it.
        if policy or faults:
            found[path] = (policy, faults)

    for path in OWN_PAGES:
        answer = page.goto(site.url + path.format(**furnished))
        assert answer.status == 200, path
        look(path)
    page.goto(site.url + f"{ONE_ARTICLE}/change/".format(**furnished))
    site.manage("shell", "--verbosity", "0", "-c", EDIT.format(**furnished))
    page.get_by_label("Summary").fill("The summary as you wrote it, made up.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing you typed is lost")
    complaints.clear()  # The browser says that the answer was a 409.
    look("the conflict page")
    assert found == {}
