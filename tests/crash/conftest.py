"""What kills processes runs once, on databases of its own."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/crash" in item.path.as_posix():
            item.add_marker(pytest.mark.apart)
