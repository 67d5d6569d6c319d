"""Every page is valid HTML: no error and no warning of the Nu checker."""

import copy
import json
import re

import pytest

from tests.machinery import addresses, programs, schema_org, validator
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


@pytest.fixture
def linked_data(pages):
    """What the pages tell search engines of themselves, by path."""
    programs.find_or_install()
    found = {
        path: re.search(r'<script type="application/ld\+json">(.*?)</script>', text) for path, text in pages.items()
    }
    return {path: json.loads(match[1]) for path, match in found.items() if match}


def test_what_search_engines_are_told_is_valid(linked_data):
    kinds = {"WebSite", "CollectionPage", "MedicalWebPage", "Dataset"}
    assert {facts["@type"] for facts in linked_data.values()} == kinds
    assert "\n".join(schema_org.complaints(linked_data)) == ""


@pytest.mark.parametrize(
    "fault",
    [
        {"publicher": "A property that schema.org does not know"},
        {"publisher": {"@type": "Place", "name": "No publisher"}},
        {"isAccessibleForFree": "perhaps"},
        {"hasPart": [{"@type": "NoSuchThing"}]},
    ],
)
def test_the_validator_of_linked_data_finds_what_is_wrong(linked_data, fault):
    spoiled = copy.deepcopy(linked_data["/"]) | fault
    assert schema_org.complaints({"made up": spoiled}) != []
