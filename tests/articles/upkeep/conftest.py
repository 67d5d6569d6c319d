"""What the tests of forms for readers share."""

import pytest
from django.core.cache import cache

from articles.reading import help_lines

from ..public_pages import furnish, make_public_edition


@pytest.fixture
def furnished():
    """Notices and help lines, and limits that nobody has met yet."""
    furnish()
    cache.clear()
    yield
    help_lines.clear_cache()


@pytest.fixture
def edition():
    return make_public_edition(title="A made-up page")
