"""A wrong setting stops the real process with one line."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = [sys.executable, "-W", "error"]


def run(folder, *words, **settings):
    """`manage.py` with exactly these settings, its data in `folder`."""
    command = [*PYTHON, "manage.py", *words]
    return subprocess.run(command, **surroundings(folder, **settings), check=False, capture_output=True, timeout=60)


def surroundings(folder, **settings):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    environment = {**kept, "VAR_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(64), **settings}
    return {"cwd": PROJECT, "env": environment, "text": True}


def assert_stops_with_one_line(result, name):
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("PsyWeb does not start: ")
    assert name in line


def test_every_command_finds_the_key_that_make_run_keeps(tmp_path):
    folder = tmp_path / "with a space"
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder)}
    keys = []
    for _ in range(2):
        subprocess.run(["make", "--silent", "secret-key"], cwd=PROJECT, env=environment, check=True)
        keys.append((folder / "secret_key").read_text())
    assert keys[0] == keys[1]
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert run(folder, "check", SECRET_KEY="").returncode == 0


WRONG = [
    ("SECRET_KEY", "short"),
    ("SITE_NAME", "x" * 41),
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("HOST", "psyweb.example"),
    ("WORKERS", "many"),
    ("SITE_URL", "http://psyweb.example"),
    ("ALLOWED_HOSTS", "https://psyweb.example"),
    ("TRUSTED_PROXIES", "the-proxy"),
    ("LINK_CHECK_NETWORKS", "the-network"),
    ("DEBUG", "perhaps"),
    ("LOG_FORMAT", "xml"),
    ("METRICS_PORT", "eighty"),
    ("DATABASE_URL", "mysql://localhost/psyweb"),
    ("CACHE_URL", "memcached://localhost"),
    ("EMAIL_URL", "pigeon://localhost"),
    ("TIME_ZONE", "Middle/Earth"),
    ("STAFF_SECOND_FACTOR", "sometimes"),
    ("POLL_COUNT_AFTER_VOTE", "sometimes"),
    ("POLL_PERMITS_AN_HOUR", "0"),
    ("POLL_VOTES_BEFORE_HELD", "few"),
    ("ACCESS_LOG", "sometimes"),
    ("READ_FORWARDED", "sometimes"),
    ("LIMITS_NEED_CACHE", "sometimes"),
]
# Skips env.text, which accepts any text.
READ_WITH_A_RULE = re.compile(r"""\benv\.(?!text\b)\w+\("([A-Z_]+)\"""")


def test_every_setting_with_a_rule_has_a_wrong_value_here():
    settings = (PROJECT / "psyweb" / "settings.py").read_text()
    assert set(READ_WITH_A_RULE.findall(settings)) - {name for name, _value in WRONG} == set()


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}={value}" for name, value in WRONG])
def test_refuses_a_wrong_setting(tmp_path, name, value):
    assert_stops_with_one_line(run(tmp_path, "check", **{name: value}), name)


def test_refuses_several_workers_without_a_shared_cache(tmp_path):
    result = run(tmp_path, "serve", WORKERS="2")
    assert_stops_with_one_line(result, "WORKERS")
    assert "CACHE_URL" in result.stderr


UNREACHABLE = {
    "PostgreSQL that nobody answers for": "postgresql://psyweb@127.0.0.1:1/psyweb",
    "SQLite in a folder that is missing": "sqlite:////nowhere/psyweb.sqlite3",
}


@pytest.mark.parametrize("url", UNREACHABLE.values(), ids=UNREACHABLE)
def test_refuses_a_database_that_does_not_answer(tmp_path, url):
    assert_stops_with_one_line(run(tmp_path, "serve", PORT=free_port(), DATABASE_URL=url), "DATABASE_URL")


def test_says_nothing_of_the_database_password(tmp_path):
    result = run(tmp_path, "serve", PORT=free_port(), DATABASE_URL="postgresql://a:hidden-word@127.0.0.1:1/b")
    assert "hidden-word" not in result.stdout + result.stderr


def test_refuses_a_key_folder_that_cannot_be_made(tmp_path):
    file = tmp_path / "file"
    file.touch()
    result = run(tmp_path, "serve", PORT=free_port(), POLL_KEY_DIR=str(file / "keys"))
    assert_stops_with_one_line(result, "POLL_KEY_DIR")


def test_refuses_a_port_in_use(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert_stops_with_one_line(run(tmp_path, "serve", PORT=str(port)), f"port {port}")


def test_a_refused_start_leaves_nothing_behind(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        run(tmp_path, "serve", PORT=str(server.getsockname()[1]))
    assert list(tmp_path.iterdir()) == []


def test_accepts_the_defaults_without_a_word(tmp_path):
    result = run(tmp_path, "check")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_command_ends_without_a_word_and_without_waiting(db, tmp_path):
    """What watches PostgreSQL is a thread of its own, and must not keep a command from ending."""
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor == "postgresql":  # The database that is named there need not exist: the tests made another.
        url = urlsplit(url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    started = time.monotonic()
    with subprocess.Popen(
        [*PYTHON, "-u", "manage.py", "showmigrations", "contenttypes"],
        **surroundings(tmp_path, DATABASE_URL=url), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        (*_, last_word) = [time.monotonic() for _line in process.stdout]
        assert process.stderr.read() == ""
    assert process.returncode == 0
    # A wait for a thread takes seconds, so that the end would be longer than the start.
    assert time.monotonic() - last_word < last_word - started


DEPLOYED = {
    "SITE_URL": "https://psyweb.example",
    "SITE_OWNER": "Owner made up for a test",
    "SITE_POSTAL_ADDRESS": "1 Test Street, Testtown",
    "SITE_CONTACT_EMAIL": "owner@psyweb.example",
    "SITE_FUNDING_STATEMENT": "Made up for a test.",
    "SITE_CONTENT_LICENCE": "CC BY 4.0",
}
DEPLOY_CHECK = ("check", "--deploy", "--fail-level", "WARNING")


@pytest.mark.parametrize("database", ["sqlite:////tmp/made-up.sqlite3", "postgresql://psyweb@db.example/psyweb"])
def test_deploy_check_is_silent_where_all_is_set(tmp_path, database):
    result = run(tmp_path, *DEPLOY_CHECK, **DEPLOYED, DATABASE_URL=database)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in DEPLOYED if name != "SITE_URL"])
def test_deploy_check_fails_on_an_empty_fact(tmp_path, name):
    result = run(tmp_path, *DEPLOY_CHECK, **(DEPLOYED | {name: ""}))
    assert result.returncode == 1
    assert name in result.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
