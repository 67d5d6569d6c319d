import pytest

from articles.checks import CHECKS, Level, context_at
from tests.articles.factories import NOW, make_document

pytestmark = pytest.mark.django_db


def complaints(slug):
    return CHECKS["poll-is-known"].run(make_document(poll=slug), context_at(NOW))


def test_a_page_without_a_poll_is_fine():
    assert complaints("") == []


def test_a_poll_that_is_not_there_is_named():
    (finding,) = complaints("misspelt")
    assert finding.level == Level.BLOCK
    assert "“misspelt”" in finding.message
