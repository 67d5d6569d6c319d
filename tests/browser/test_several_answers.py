"""A reader gives several answers: with and without a script, too many of them, and none."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.machinery.visitor import Visitor

from .test_poll_desk import faults_of

LABELS = [
    "Made up: sport",
    "Made up: sleep",
    "Made up: light, and a regular day, which needs two lines",
    "Made up: none",
]
MAKE = """
from polls import lifecycle
lifecycle.create_poll(
    slug={slug!r}, question="Made up: which of these helped?", choices=list(enumerate({labels!r}, start=1)),
    sample_statement="Test data.", is_sensitive=False, count_minimum=1, count_interval_days=0, most_answers=2,
)
"""
MARKS = ["Chosen", "Not chosen", "Chosen", "Not chosen"]  # Of the first and the third.
NARROW = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def slug(site):
    name = f"made-up-several-{secrets.token_hex(3)}"
    site.manage("shell", "--verbosity", "0", "-c", MAKE.format(slug=name, labels=LABELS))
    return name


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, browser, site, slug):
    context = browser.new_context(base_url=site.url, java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"/polls/{slug}/")
    yield page
    context.close()


def tick(page, *labels):
    for label in labels:
        page.get_by_role("checkbox", name=label).check()


def go_on(page):
    page.get_by_role("button", name=re.compile("Go on and check my answer|Try again")).click()


def test_two_answers_are_checked_and_cast(page, site, slug):
    before = Visitor(site.url).json(f"/polls/{slug}/results.json")["total"]
    expect(page.get_by_text("Choose up to 2 answers.")).to_be_visible()
    tick(page, LABELS[0], LABELS[2])
    go_on(page)
    expect(page.get_by_role("heading", name="Check your answer")).to_be_visible()
    expect(page.locator(".poll-marks li")).to_have_text(
        [re.compile(rf"^{mark}\s+{label}$") for mark, label in zip(MARKS, LABELS, strict=True)]
    )
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.locator("[data-poll-status]")).to_have_text("Your vote is in. Thank you.")
    assert Visitor(site.url).json(f"/polls/{slug}/results.json")["total"] == before + 1


def test_too_many_answers_are_named_and_none_is_lost(page):
    tick(page, *LABELS[:3])
    go_on(page)
    expect(page.get_by_text("Please choose 2 answers at most")).to_be_visible()
    assert [page.get_by_role("checkbox", name=label).is_checked() for label in LABELS] == [True, True, True, False]
    page.get_by_role("checkbox", name=LABELS[1]).uncheck()
    go_on(page)
    expect(page.get_by_role("heading", name="Check your answer")).to_be_visible()


def test_no_answer_is_asked_for(page):
    go_on(page)
    expect(page.get_by_text("Please choose at least one of the answers")).to_be_visible()


@pytest.mark.parametrize("labels", [LABELS[:2], LABELS[:3]], ids=["check page", "too many"])
def test_its_pages_are_clean(browser, site, slug, labels):
    context = browser.new_context(base_url=site.url, **NARROW)
    page = context.new_page()
    page.goto(f"/polls/{slug}/")
    assert faults_of(page) == []
    tick(page, *labels)
    go_on(page)
    expect(page.get_by_text(re.compile("You chose:|at most"))).to_be_visible()
    assert faults_of(page) == []
    context.close()
