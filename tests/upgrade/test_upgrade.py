"""A site of an earlier release goes on with this one: nothing that was published, voted, typed or agreed on is lost."""

import csv
import io
from email.utils import parsedate_to_datetime

import pytest

from tests.machinery.authenticator import code_of
from tests.machinery.visitor import Visitor, words_of

from .archive import path_of
from .browser import Browser, form_in, replaced
from .conftest import NAMES
from .fill import PASSWORD
from .fill_polls import SENSITIVE
from .pages import FROZEN_PAGE, difference, styled
from .release import EXPORT, KINDS

VOTED_AFTER = [2, 3, 4]
MOST_SHOWN = 40  # Of the pages that differ: a fault of the frame is on all of them.


def test_each_earlier_release_has_its_data_on_both_databases():
    assert NAMES
    assert [path for name in NAMES for kind in KINDS if not (path := path_of(name, kind)).exists()] == []


def test_the_site_is_ready_and_starts_without_a_warning(upgraded):
    assert Browser(upgraded.site.url).get("/readyz").text == "ready\n"
    log = upgraded.site.log.read_text().lower()
    assert [word for word in ("warn", "error", "traceback") if word in log] == []


def test_the_models_have_their_migrations(upgraded):
    upgraded.site.manage("makemigrations", "--check", "--dry-run")
    upgraded.site.manage("migrate", "--check")


def test_every_page_is_as_it_was_but_for_what_is_wanted(upgraded):
    found = [
        f"── {new.who}: {new.path}\n{lines}"
        for old, new in zip(upgraded.before, upgraded.after, strict=True)
        if (lines := difference(old, new))
    ]
    assert found == [], f"{len(found)} pages differ:\n" + "\n".join(found[:MOST_SHOWN])


def test_classes_inside_frozen_editions_are_styled(upgraded):
    classes = upgraded.facts.made["styled_classes"]
    assert classes
    assert styled(Browser(upgraded.site.url), FROZEN_PAGE, classes) == classes


def test_ledgers_verify(upgraded):
    assert upgraded.verdict.returncode == 0, upgraded.verdict.stderr


def test_exported_figures_are_the_same(upgraded):
    assert _figures(upgraded.export) == _figures(upgraded.facts.made["export"])


def _figures(export):
    """Without the ledger's head, which the entry about the words has moved on, and without words about the figures."""
    rows = list(csv.DictReader(io.StringIO(export.removeprefix("\ufeff"))))
    assert rows
    about = {"ledger_head", "method"}
    return [
        {name: text for name, text in row.items() if name not in about and (name, row["row"]) != ("label", "total")}
        for row in rows
    ]


def test_a_vote_whose_form_was_opened_before_counts_with_those_cast_after(upgraded):
    visitor = Visitor(upgraded.site.url)
    before, entries = _total(visitor), len(_ledger(visitor))
    permit = upgraded.facts.made["unspent_permit"]
    answers = [visitor.post(f"/polls/{SENSITIVE}/vote/", {"choice": "1", "permit": permit})]
    answers += [visitor.vote(SENSITIVE, choice) for choice in VOTED_AFTER]
    assert [answer.status for answer in answers] == [303] * 4
    assert _total(visitor) == before + 4
    # Six ballots waited: with these four they are enough for the next count.
    assert len(_ledger(visitor)) == entries + 1
    assert visitor.json(f"/polls/{SENSITIVE}/results.json")["waiting"] == 0
    assert _exported_total(upgraded.site) == before + 4
    upgraded.site.manage("verify_polls")


def _total(visitor):
    return visitor.json(f"/polls/{SENSITIVE}/results.json")["total"]


def _ledger(visitor):
    return visitor.json(f"/polls/{SENSITIVE}/ledger.json")["entries"]


def _exported_total(site):
    rows = csv.DictReader(io.StringIO(site.manage(*EXPORT).stdout.removeprefix("\ufeff")))
    return next(int(row["votes"]) for row in rows if (row["poll"], row["row"]) == (SENSITIVE, "total"))


@pytest.mark.parametrize("number", [0, 1, 2], ids=["article", "poll", "new notice"])
def test_text_that_was_typed_and_not_saved_is_offered_and_comes_back(upgraded, number):
    """Invariant 9."""
    typed = upgraded.facts.made["typed"][number]
    browser = upgraded.browser(typed["who"])
    page = browser.get(typed["path"]).text
    assert "unsaved text" in page
    back = browser.post(typed["path"], replaced(form_in(page, holds="_restore"), _restore="yes")).text
    assert typed["words"] in words_of(back)


def test_a_form_that_was_opened_before_still_brings_its_text_after_the_session(upgraded):
    """Invariant 9."""
    opened = upgraded.facts.made["opened"]
    words = "Test data: typed into a form of the release before."
    token = upgraded.facts.made["sessions"][opened["who"]]["csrftoken"]
    ended = Browser(upgraded.site.url, {"csrftoken": token})
    fields = replaced([tuple(field) for field in opened["fields"]], summary=words)
    answer = ended.post(opened["path"], fields)
    assert answer.status == 302
    assert answer.location.startswith(opened["path"])
    assert words in words_of(upgraded.browser(opened["who"]).get(answer.location).text)


def test_a_save_of_an_untouched_article_makes_no_version(upgraded):
    browser = upgraded.browser("administrator")
    changed = [
        slug
        for slug, key in upgraded.facts.made["articles"].items()
        if not _saves_unchanged(browser, f"/admin/articles/article/{key}/change/")
    ]
    assert changed == []


def _saves_unchanged(browser, path):
    fields = browser.form(path, holds="version_number")
    answer = browser.post(path, fields)
    assert answer.status == 302, words_of(answer.text)
    return dict(fields)["version_number"] == dict(browser.form(path, holds="version_number"))["version_number"]


def test_who_was_logged_in_stays_so(upgraded):
    assert upgraded.browser("administrator").get("/admin/").status == 200


def test_a_known_password_logs_in(upgraded):
    browser = Browser(upgraded.site.url)
    assert browser.get("/admin/").status == 302
    assert browser.log_in("reviewer", PASSWORD).status == 302
    assert browser.get("/admin/").status == 200


def test_a_second_factor_opens_with_the_key_that_sealed_it(upgraded):
    browser = Browser(upgraded.site.url)
    asked = browser.log_in("careful", PASSWORD).location
    assert asked.startswith("/admin/second-factor/")
    assert browser.get("/admin/").status == 302
    form = browser.get(asked)
    moment = parsedate_to_datetime(form.headers["date"]).timestamp()  # Of the site, whose clock is moved.
    code = code_of(upgraded.facts.made["totp_secret"], at=moment)
    assert browser.post(asked, replaced(form_in(form.text, holds="code"), code=code)).status == 302
    assert browser.get("/admin/").status == 200


def test_a_preview_link_still_opens(upgraded):
    answer = Browser(upgraded.site.url).get(upgraded.facts.made["preview"])
    assert answer.status == 200
    assert "Test data: draft" in words_of(answer.text)
