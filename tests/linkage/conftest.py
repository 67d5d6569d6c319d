"""What takes a database apart runs once, on one of its own."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/linkage" in item.path.as_posix():
            item.add_marker(pytest.mark.apart)
            database = item.callspec.params.get("recording", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {database}"))  # One process records it for all.
