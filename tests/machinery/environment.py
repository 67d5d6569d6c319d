"""Give pytest the environment variables that the site's settings need, so that one test file runs without setting any.

pyproject.toml names this module as a plugin: it has to come before pytest-django, which reads the settings.
"""

from __future__ import annotations

import atexit
import gc
import os
import secrets
import tempfile
import time
from pathlib import Path

from tests.machinery.static_files import LENDER

BEGAN = "TESTS_BEGAN"
"""Environment variable: when the tests began, in seconds since 1970. All processes of one run agree on it."""


def made_up_settings(folder: Path) -> dict[str, str]:
    """Return the environment variables of one run of the tests, which keeps its files in `folder`."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "POLL_KEY_DIR": str(folder / "keys"),
        LENDER: str(folder / "lender"),
    }


def pytest_addoption() -> None:
    """Set the variables in the first hook that pytest calls. Workers of pytest-xdist inherit them from their parent."""
    os.environ.setdefault(BEGAN, repr(time.time()))
    if {"SECRET_KEY", "POLL_KEY_DIR", LENDER} <= os.environ.keys():
        return
    folder = tempfile.TemporaryDirectory(prefix="psyweb-tests-")
    atexit.register(folder.cleanup)
    for name, value in made_up_settings(Path(folder.name)).items():
        os.environ.setdefault(name, value)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what stays until the end: it took a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
