"""What takes a database apart runs once, on one of its own."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/linkage" in item.path.as_posix():
            item.add_marker(pytest.mark.apart)
