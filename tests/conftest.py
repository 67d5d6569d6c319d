"""What every test may use. The cast: visitor, author, reviewer, publisher, analyst, stranger."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import transaction
from django.http import HttpResponseBase
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from articles.medicines import stored
from articles.reading import help_lines
from articles.reading.live import cards
from articles.reading.live import page as live_page
from privacy.data_inventory.cookies import is_known_cookie
from psyweb.joins import write_guards
from psyweb.templatetags import once

from .articles.factories import make_article, make_notices, make_person
from .moments import DAY

LONGEST_TEST_SECONDS = 20
# A busy machine is no fault of the code. A fixture that all examples share is meant: they add to what is there.
hypothesis_settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("any machine")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """A test of the library needs a database also where it runs alone, and what it changes goes back.

    The marks come last: by then pytest-django has put tests of an empty database before these.
    """
    for item in items:
        if "library" in item.fixturenames and not {"db", "transactional_db"} & set(item.fixturenames):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def within_a_day():
    """Begin after midnight instead of shortly before it, where what is asked holds on one day alone."""
    left = DAY.total_seconds() - time.time() % DAY.total_seconds()
    if left < LONGEST_TEST_SECONDS:
        time.sleep(left)


@pytest.fixture(scope="session", autouse=True)
def _flush_without_guards():
    """Tests of real transactions empty the database afterwards, which the guards in it would refuse."""
    empty = flush.Command.handle

    def handle(command, **options):
        write_guards.lift(using=options["database"])
        try:
            empty(command, **options)
        finally:
            write_guards.install(using=options["database"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_unlisted_cookie():
    """Whatever sets a cookie in a test, the page “What this site stores” must list it."""
    set_cookie = HttpResponseBase.set_cookie

    def set_listed_cookie(response, key, *args, **options):
        assert is_known_cookie(key), f"privacy/data_inventory/cookies.py does not list the cookie {key}"
        set_cookie(response, key, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpResponseBase, "set_cookie", set_listed_cookie)
        yield


@pytest.fixture(scope="session")
def _static_root(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _own_files_and_cache(settings, tmp_path, _static_root, monkeypatch):
    """No test sees another's uploads or limits, and none waits for `collectstatic`, a strong hash or a kept page."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT = _static_root
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Fast, for made-up passwords.
    settings.KEEP_PAGES_FOR = timedelta(0)
    cache.clear()
    once.parts.clear()  # A test that was rolled back leaves its primary keys to the next one.
    cards.clear_cards()
    live_page.clear_editions()
    monkeypatch.setattr(stored, "STAYS_FRESH", timedelta(0))  # Else the medicines of the last test would be known.


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as it is served: in memory, threads would share one connection's locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker, tmp_path_factory):
    """The real content, loaded once for all tests of a module that only read it."""
    folder = tmp_path_factory.mktemp("library")
    with (
        override_settings(MEDIA_ROOT=folder / "media", POLL_KEY_DIR=folder / "keys"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        (folder / "keys").mkdir(mode=0o700)
        call_command("load_content", "content", verbosity=0)
        help_lines.clear_cache()
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def author(db):
    return make_person("author", "Author")


@pytest.fixture
def stranger(db):
    return make_person("stranger", "Author")


@pytest.fixture
def reviewer(db):
    return make_person("reviewer", "Reviewer")


@pytest.fixture
def publisher(db):
    return make_person("publisher", "Publisher")


@pytest.fixture
def analyst(db):
    return make_person("analyst", "Poll analyst")


@pytest.fixture
def notices(db):
    make_notices()


@pytest.fixture
def draft(author, notices):
    return make_article(by=author, owner=author)


@pytest.fixture
def desk(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in
