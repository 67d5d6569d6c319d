"""`manage.py serve`: its steps on the test's database, and the real process from first to second start."""

import re
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.models import Article
from psyweb.env import DoesNotStart
from psyweb.serving import preparing, server

from .people import make_administrator, make_person
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
    preparing.make_first_administrator(said.append)
    assert said[0] == "Admin name: admin"
    password = said[1].removeprefix("Admin password: ")
    assert User.objects.get(username="admin", is_superuser=True).check_password(password)


@pytest.mark.django_db
def test_says_no_password_once_there_is_an_administrator(said):
    make_administrator()
    preparing.make_first_administrator(said.append)
    assert said == []


@pytest.mark.django_db
def test_the_environment_names_the_first_administrator(said, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "made-up-chief")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "chief@psyweb.example")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-made-up-word-4711")
    preparing.make_first_administrator(said.append)
    person = User.objects.get(username="made-up-chief")
    assert person.email == "chief@psyweb.example"
    assert person.check_password("a-made-up-word-4711")


@pytest.mark.django_db
def test_a_password_from_the_environment_is_not_repeated(said, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-made-up-word-4711")
    preparing.make_first_administrator(said.append)
    assert "a-made-up-word-4711" not in "".join(said)


@pytest.mark.django_db
def test_somebody_named_admin_is_never_made_an_administrator(said):
    make_person("admin")
    preparing.make_first_administrator(said.append)
    assert not User.objects.filter(is_superuser=True).exists()
    assert "manage.py createsuperuser" in said[0]


@pytest.mark.django_db
def test_a_start_that_was_cut_off_before_the_password_was_said_makes_another(said):
    def cut_off(line):
        said.append(line)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preparing.make_first_administrator(cut_off)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_content_that_is_there_is_left_alone(said):
    Article.objects.create(slug="made-up", title="Made up")
    preparing.load_first_content(said.append)
    assert said == []


@pytest.mark.django_db
def test_content_is_loaded_whole_or_not_at_all(said, monkeypatch):
    def cut_off(*_arguments):
        Article.objects.create(slug="made-up", title="Made up")
        raise KeyboardInterrupt

    monkeypatch.setattr(preparing, "call_command", cut_off)
    with pytest.raises(KeyboardInterrupt):
        preparing.load_first_content(said.append)
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_nothing_is_said_where_no_migration_is_due(said):
    preparing.migrate(said.append)
    assert said == []


def test_static_files_are_made_once(said, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    preparing.collect_static_files(said.append)
    preparing.collect_static_files(said.append)
    assert said == ["Static files: naming by content and compressing"]


def test_static_files_are_made_again_after_a_start_that_was_cut_off(said, settings, tmp_path, monkeypatch):
    def cut_off(*_arguments, **_options):
        raise KeyboardInterrupt

    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(preparing, "call_command", cut_off)
    with pytest.raises(KeyboardInterrupt):
        preparing.collect_static_files(said.append)
    monkeypatch.undo()
    preparing.collect_static_files(said.append)
    assert (settings.STATIC_ROOT / "css/tokens.css").is_file()


def test_the_key_folder_is_for_this_user_alone(settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "deep" / "keys"
    preparing.make_key_directory()
    assert stat.S_IMODE(settings.POLL_KEY_DIR.stat().st_mode) == 0o700


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_refuses_another_python(monkeypatch, version):
    monkeypatch.setattr(preparing.sys, "version_info", (*version, 0))
    with pytest.raises(DoesNotStart, match=r"Python 3\.11 to 3\.13"):
        preparing.check_python()


def test_listens_on_loopback_unless_told_otherwise(settings):
    assert "--host=127.0.0.1" in server.command()
    settings.HOST = "0.0.0.0"
    assert "--host=0.0.0.0" in server.command()


def test_the_server_writes_no_access_log():
    assert "--no-access-log" in server.command()


@contextmanager
def started(folder, port):
    """The process of `manage.py serve` once it answers, with what it said so far."""
    environment = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(folder), "PORT": port, "SECRET_KEY": "made-up-" * 8}
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_ready(process, port, folder / "log")
            yield process, folder / "log"
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
    port = free_port()
    with started(tmp_path, port) as (process, log):
        first = log.read_text()
    assert process.returncode == 0
    assert re.search(r"^Admin name: admin\nAdmin password: (\S{20})$", first, re.MULTILINE)
    assert first.splitlines()[-1] == f"PsyWeb is at http://127.0.0.1:{port}/ (Ctrl+C stops it)"
    with started(tmp_path, port) as (process, log):
        assert log.read_text() == f"PsyWeb is at http://127.0.0.1:{port}/ (Ctrl+C stops it)\n"
    assert stat.S_IMODE((tmp_path / "psyweb.sqlite3").stat().st_mode) == 0o600
    kept = run(
        tmp_path, "shell", "-v", "0", "-c", "from articles.models import Edition; print(Edition.objects.count())"
    )
    assert int(kept.stdout) > 1


def test_load_content_is_the_command_that_fills_an_empty_site():
    assert (preparing.FIRST_CONTENT / "articles").is_dir()
    with pytest.raises(SystemExit):
        call_command("load_content", str(PROJECT / "no-such-folder"))
