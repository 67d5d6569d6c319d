import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from psyweb.joins import write_guards


@pytest.fixture(autouse=True)
def _key_folder(settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path


def test_is_alive_without_asking_the_database_and_names_its_release(client, settings):
    settings.RELEASE = "made-up-7"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\nrelease: made-up-7\n")


@pytest.mark.django_db
@pytest.mark.parametrize(("needed", "state"), [(True, "closed: nobody"), (False, "off: everybody")])
def test_is_ready_without_the_cache_and_says_what_becomes_of_limits(client, settings, needed, state):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    settings.LIMITS_NEED_CACHE = needed
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert f"limits of networks are {state}" in answer.content.decode()


@pytest.mark.django_db
def test_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_is_never_kept(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_is_not_ready_before_a_migration(client):
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("psyweb")
    MigrationRecorder(connection).record_unapplied(*newest)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "migrations to run" in answer.content.decode()


@pytest.mark.django_db
def test_is_not_ready_without_the_guards(client):
    write_guards.lift()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "a guard is missing in the database: psyweb_guard_articles_edition" in answer.content.decode()


@pytest.mark.django_db
def test_is_not_ready_without_the_folder_of_keys(client, settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "missing"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "POLL_KEY_DIR" in answer.content.decode()


@pytest.mark.django_db
def test_is_not_ready_without_the_database(client, monkeypatch):
    def refuse(*_arguments):
        raise connection.Database.OperationalError("made up: the database is away")

    monkeypatch.setattr(connection, "create_cursor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")
