"""A key folder of its own for every test, and nothing remembered from the one before."""

import pytest
from django.core.cache import cache

from polls.results import poll_cache

from . import factories


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "keys"
    cache.clear()
    poll_cache.clear_all()


@pytest.fixture(autouse=True)
def _plain_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def poll(db):
    return factories.make_poll()


@pytest.fixture
def analyst(db):
    return factories.make_person("count_ballots", "export_counts", "view_poll", "view_count")


@pytest.fixture
def administrator(db):
    return factories.make_person(
        "count_ballots", "export_counts", "view_poll", "view_count", "change_poll", "add_poll", "view_exportlog"
    )


@pytest.fixture
def stranger(db):
    return factories.make_person()
