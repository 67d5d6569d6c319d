"""`manage.py serve`: its steps on the test's database, and the real process from first to second start."""

import os
import re
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from psyweb.env import DoesNotStart
from psyweb.startup import server, steps
from tests.people import make_administrator, make_person

from .test_settings import PROJECT, free_port, run


@pytest.fixture
def said():
    return []


@pytest.fixture
def no_superuser_settings(monkeypatch):
    for name in ("USERNAME", "EMAIL", "PASSWORD"):
        monkeypatch.delenv(f"DJANGO_SUPERUSER_{name}", raising=False)


pytestmark = pytest.mark.usefixtures("no_superuser_settings")


@pytest.mark.django_db
def test_makes_the_first_administrator_and_says_the_password(said):
    steps.make_first_administrator(said.append)
    assert said[0] == "Admin name: admin"
    password = said[1].removeprefix("Admin password: ")
    assert User.objects.get(username="admin", is_superuser=True).check_password(password)


@pytest.mark.django_db
def test_says_no_password_once_there_is_an_administrator(said):
    make_administrator()
    steps.make_first_administrator(said.append)
    assert said == []


@pytest.mark.django_db
def test_the_environment_names_the_first_administrator(said, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "made-up-chief")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "chief@psyweb.example")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-made-up-word-4711")
    steps.make_first_administrator(said.append)
    person = User.objects.get(username="made-up-chief")
    assert person.email == "chief@psyweb.example"
    assert person.check_password("a-made-up-word-4711")


@pytest.mark.django_db
def test_a_password_from_the_environment_is_not_repeated(said, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-made-up-word-4711")
    steps.make_first_administrator(said.append)
    assert "a-made-up-word-4711" not in "".join(said)


@pytest.mark.django_db
def test_somebody_named_admin_is_never_made_an_administrator(said):
    make_person("admin")
    steps.make_first_administrator(said.append)
    assert not User.objects.filter(is_superuser=True).exists()
    assert "manage.py createsuperuser" in said[0]


@pytest.mark.django_db
def test_a_start_that_was_cut_off_before_the_password_was_said_makes_another(said):
    def cut_off(line):
        said.append(line)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps.make_first_administrator(cut_off)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_content_that_is_there_is_left_alone(said):
    Article.objects.create(slug="made-up", title="Made up")
    steps.load_first_content(said.append)
    assert said == []


@pytest.mark.django_db
def test_content_is_loaded_whole_or_not_at_all(said, monkeypatch):
    def cut_off(*_arguments):
        Article.objects.create(slug="made-up", title="Made up")
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "call_command", cut_off)
    with pytest.raises(KeyboardInterrupt):
        steps.load_first_content(said.append)
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_nothing_is_said_where_no_migration_is_due(said):
    steps.migrate(said.append)
    assert said == []


def test_static_files_are_made_once(said, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    steps.collect_static_files(said.append)
    steps.collect_static_files(said.append)
    assert said == ["Static files: naming by content and compressing"]


@pytest.fixture
def _own_static_files(settings, tmp_path):
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "static", [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    ours = {"BACKEND": "psyweb.startup.static_storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": ours}
    (tmp_path / "source").mkdir()
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


@pytest.mark.usefixtures("_own_static_files")
def test_the_files_of_the_release_before_stay(said, tmp_path):
    """Its pages are shown for minutes by caches, and its processes run on until the last one is restarted."""
    for color in ("red", "blue"):
        (tmp_path / "source" / "made-up.css").write_text(f"a {{ color: {color}; }}")
        steps.collect_static_files(said.append)
    assert len(said) == 2
    kept = {path.read_text() for path in (tmp_path / "static").glob("made-up.????????????.css")}
    assert kept == {"a { color: red; }", "a { color: blue; }"}


def test_static_files_are_made_again_after_a_start_that_was_cut_off(said, settings, tmp_path, monkeypatch):
    def cut_off(*_arguments, **_options):
        raise KeyboardInterrupt

    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(steps, "call_command", cut_off)
    with pytest.raises(KeyboardInterrupt):
        steps.collect_static_files(said.append)
    monkeypatch.undo()
    steps.collect_static_files(said.append)
    assert (settings.STATIC_ROOT / "css/tokens.css").is_file()


def test_the_folder_of_the_site_is_made(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "not" / "there"
    steps.make_folder()
    steps.make_folder()
    assert settings.VAR_DIR.is_dir()


def test_refuses_a_folder_that_is_a_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "file"
    settings.VAR_DIR.touch()
    with pytest.raises(DoesNotStart, match="VAR_DIR accepts a folder"):
        steps.make_folder()


START = """
import django
django.setup()
from psyweb.startup import steps
with steps.start_lock(lambda line: print(line, flush=True)):
    print("alone", flush=True)
"""


def another_start(name):
    """In a process of its own, on the test's database."""
    database = connection.settings_dict
    server = "?host={HOST}&port={PORT}&user={USER}&password={PASSWORD}".format(**database)
    url = f"postgresql:///{name}{server}" if connection.vendor == "postgresql" else f"sqlite:///{name}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "SECRET_KEY": "made-up-" * 8,
        "DJANGO_SETTINGS_MODULE": "psyweb.settings",
    }
    return subprocess.Popen([sys.executable, "-c", START], cwd=PROJECT, env=environment, stdout=subprocess.PIPE)


@pytest.mark.django_db
def test_a_second_start_waits_for_the_first(said):
    name = connection.settings_dict["NAME"]
    with steps.start_lock(said.append):
        other = another_start(name)
        assert other.stdout.readline().decode().strip() == steps.WAITING
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.5)
    assert other.communicate(timeout=30)[0] == b"alone\n"
    assert said == []


@pytest.mark.django_db
def test_a_start_that_dies_keeps_no_other_waiting(said):
    with pytest.raises(KeyboardInterrupt), steps.start_lock(said.append):
        raise KeyboardInterrupt
    with steps.start_lock(said.append):
        assert said == []


@pytest.mark.django_db
def test_a_start_leaves_no_lock_on_a_connection_that_a_pooler_keeps(said, monkeypatch):
    if connection.vendor != "postgresql":
        return
    kept = steps.watch.connect()
    with kept, monkeypatch.context() as patch:
        patch.setattr(kept, "close", lambda: None)
        patch.setattr(steps.watch, "connect", lambda: kept)
        with steps.start_lock(said.append):
            pass
        patch.undo()
        (left,) = kept.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        ).fetchone()
    assert left == 0


def test_the_key_folder_is_for_this_user_alone(settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "deep" / "keys"
    steps.make_key_directory()
    assert stat.S_IMODE(settings.POLL_KEY_DIR.stat().st_mode) == 0o700


@pytest.mark.parametrize("version", [(3, 10), (3, 15)])
def test_refuses_another_python(monkeypatch, version):
    monkeypatch.setattr(steps.sys, "version_info", (*version, 0))
    with pytest.raises(DoesNotStart, match=r"Python 3\.11 to 3\.14"):
        steps.check_python()


def test_listens_on_loopback_unless_told_otherwise(settings):
    assert "--host=127.0.0.1" in server.command()
    settings.HOST = "0.0.0.0"
    assert "--host=0.0.0.0" in server.command()


def test_the_server_writes_no_access_log():
    assert "--no-access-log" in server.command()


@contextmanager
def started(folder, port):
    """The process of `manage.py serve` once it answers, with what it said so far."""
    with starting(folder, port) as (process, log):
        wait_until_ready(process, port, log)
        yield process, log


@contextmanager
def starting(folder, port):
    environment = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(folder), "PORT": port, "SECRET_KEY": "made-up-" * 8}
    path = folder.with_name(f"{folder.name}-{port}.log")
    with path.open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield process, path
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_ready(process, port, log):
    end = time.monotonic() + 90
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_first_start_sets_up_all_and_second_start_keeps_it(tmp_path):
    """Two first starts at the same moment, in a folder that is not there yet, do it once."""
    folder, ports = tmp_path / "var", [free_port(), free_port()]
    with starting(folder, ports[0]) as first, starting(folder, ports[1]) as other:
        for (process, log), port in zip((first, other), ports, strict=True):
            wait_until_ready(process, port, log)
        told = sorted((first[1].read_text(), other[1].read_text()), key=len)
    assert [process.returncode for process, _ in (first, other)] == [0, 0]
    assert "Admin" not in told[0]
    assert len(re.findall(r"^Admin name: admin\nAdmin password: (\S{20})$", told[1], re.MULTILINE)) == 1
    assert [re.sub(r":\d+/", "/", text.splitlines()[-1]) for text in told] == [
        "PsyWeb is at http://127.0.0.1/ (Ctrl+C stops it)"
    ] * 2
    port = ports[0]
    with started(folder, port) as (_process, log):
        assert log.read_text() == f"PsyWeb is at http://127.0.0.1:{port}/ (Ctrl+C stops it)\n"
    assert stat.S_IMODE((folder / "psyweb.sqlite3").stat().st_mode) == 0o600
    kept = run(folder, "shell", "-v", "0", "-c", "from articles.models import Edition; print(Edition.objects.count())")
    assert int(kept.stdout) > 1


def test_load_content_is_the_command_that_fills_an_empty_site():
    assert (steps.FIRST_CONTENT / "articles").is_dir()
    with pytest.raises(SystemExit):
        call_command("load_content", str(PROJECT / "no-such-folder"))
