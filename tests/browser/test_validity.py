"""Every page is valid HTML: no error and no warning of the Nu checker."""

import pytest

from tests.machinery import addresses, programs, validator
from tests.machinery.visitor import Visitor

VOTE = f"/polls/{addresses.POLL}/vote/"


@pytest.fixture(scope="module")
def pages(site):
    """Each kind of page as it is sent, those that answer a form and the log-in too."""
    visitor = Visitor(site.url)
    asked = {path: visitor.get(path) for path in [*addresses.for_people(), "/admin/login/"]}
    posted = {
        "check your answer": visitor.post(VOTE, {"choice": "1"}),
        "no answer chosen": visitor.post(VOTE, {}),
        "from another site": visitor.post(VOTE, {"choice": "1"}, Sec_Fetch_Site="cross-site"),
        "too large": visitor.post("/", {"words": "x" * 70_000}),
    }
    return {name: answer.text for name, answer in (asked | posted).items()}


def test_every_page_is_valid(pages):
    places = programs.find_or_install()
    assert "\n".join(validator.complaints(places.java, places.validator, pages)) == ""


def test_the_validator_finds_what_is_wrong():
    places = programs.find_or_install()
    page = "<!doctype html><html lang=en><title>Made up</title><p id=a><p id=a>"
    assert any(
        "Duplicate ID" in line for line in validator.complaints(places.java, places.validator, {"made up": page})
    )
