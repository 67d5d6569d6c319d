"""The accessibility statement claims nothing without a test."""

import ast
import re

import pytest
from django.conf import settings

TESTED = re.compile(r"<h2>What is tested</h2>(.*?)<h2>", re.DOTALL)
NAMED = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")


@pytest.fixture
def lines(db, client):
    """The lines of "What is tested", each with its opening tag."""
    return re.findall(r"<li[^>]*>", TESTED.search(client.get("/accessibility/").text)[1])


def functions_in(path):
    tree = ast.parse((settings.BASE_DIR / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_claim_names_a_test(lines):
    assert len(lines) > 5
    assert [line for line in lines if not NAMED.search(line)] == []


def test_every_test_that_a_claim_names_exists(lines):
    named = [found for line in lines for found in NAMED.findall(line)]
    assert [name for path, name in named if name not in functions_in(path)] == []


def test_every_page_leads_to_it(db, client):
    assert 'href="/accessibility/"' in client.get("/help-now/").text
