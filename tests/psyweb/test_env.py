from ipaddress import ip_network

import pytest

from psyweb import env

NAME = "MADE_UP"


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv(NAME, value)


def read(reader, given, value):
    given(value)
    return reader(NAME)


ACCEPTED = [
    (lambda name: env.choice(name, "plain", "json"), "json", "json"),
    (lambda name: env.choice(name, "plain", "json"), "", "plain"),
    (lambda name: env.boolean(name, default=False), "true", True),
    (lambda name: env.boolean(name, default=True), "false", False),
    (lambda name: env.boolean(name, default=True), "", True),
    (lambda name: env.short_text(name, "PsyWeb", longest=5), "", "PsyWeb"),
    (lambda name: env.short_text(name, "PsyWeb", longest=5), "Säule", "Säule"),
    (lambda name: env.whole_number(name, default=1, low=1, high=9), "9", 9),
    (lambda name: env.hosts(name, default=[]), "a, b ,", ["a", "b"]),
    (lambda name: env.hosts(name, default=[]), "psyweb.example,[::1]", ["psyweb.example", "[::1]"]),
    (lambda name: env.address(name, default="127.0.0.1"), "", "127.0.0.1"),
    (lambda name: env.address(name, default="127.0.0.1"), "::", "::"),
    (lambda name: env.time_zone(name, default="UTC"), "Europe/Vienna", "Europe/Vienna"),
    (env.networks, "10.0.0.1,10.1.0.0/16", [ip_network("10.0.0.1"), ip_network("10.1.0.0/16")]),
    (lambda name: env.site_url(name, default=""), "https://psyweb.example/", "https://psyweb.example"),
    (lambda name: env.site_url(name, default=""), "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
]


@pytest.mark.parametrize(("reader", "value", "expected"), ACCEPTED)
def test_reads(reader, value, expected, given):
    assert read(reader, given, value) == expected


REFUSED = [
    (lambda name: env.choice(name, "plain", "json"), "xml", "plain or json"),
    (lambda name: env.boolean(name, default=False), "perhaps", "true or false"),
    (lambda name: env.short_text(name, "", longest=5), "longer", "at most 5 characters"),
    (lambda name: env.whole_number(name, default=1, low=1, high=9), "ten", "from 1 to 9"),
    (lambda name: env.whole_number(name, default=1, low=1, high=9), "10", "from 1 to 9"),
    (lambda name: env.hosts(name, default=[]), "https://psyweb.example", "host names"),
    (lambda name: env.address(name, default=""), "everywhere", "an address"),
    (lambda name: env.time_zone(name, default="UTC"), "Middle/Earth", "time zone database"),
    (lambda name: env.time_zone(name, default="UTC"), "../etc/passwd", "time zone database"),
    (env.networks, "10.0.0.300", "networks"),
    (lambda name: env.site_url(name, default=""), "http://psyweb.example", "https://your.host"),
    (lambda name: env.site_url(name, default=""), "https://psyweb.example/path", "https://your.host"),
    (lambda name: env.site_url(name, default=""), "https://psyweb.example:port", "https://your.host"),
    (env.email, "smtp://", "smtp://user:password@host:port"),
    (env.email, "smtp://host:99999", "smtp://user:password@host:port"),
    (env.email, "pigeon://host", "smtp://user:password@host:port"),
    (env.cache, "memcached://host", "redis://host:port/number"),
    (env.cache, "redis://", "redis://host:port/number"),
]


@pytest.mark.parametrize(("reader", "value", "accepts"), REFUSED)
def test_refuses_in_one_line_that_names_the_variable(reader, value, accepts, given):
    given(value)
    with pytest.raises(env.Refused, match=accepts) as refused:
        reader(NAME)
    assert str(refused.value).startswith(f"PsyWeb does not start: {NAME} accepts")
    assert "\n" not in str(refused.value)


def test_mail_goes_to_the_console_unless_a_server_is_named(given):
    assert read(env.email, given, "")["EMAIL_BACKEND"] == env.CONSOLE


def test_mail_never_waits_for_ever(given):
    assert read(env.email, given, "submission://name:word@mail.example")["EMAIL_TIMEOUT"] == env.MAIL_TIMEOUT_SECONDS


def test_several_workers_need_a_shared_cache(given, monkeypatch):
    given("2")
    monkeypatch.setenv("MADE_UP_CACHE", "redis://127.0.0.1:6379/0")
    assert env.workers(NAME, cache_name="MADE_UP_CACHE") == 2


def test_refuses_several_workers_without_a_shared_cache(given, monkeypatch):
    given("2")
    monkeypatch.delenv("MADE_UP_CACHE", raising=False)
    with pytest.raises(env.Refused, match="once MADE_UP_CACHE names a cache"):
        env.workers(NAME, cache_name="MADE_UP_CACHE")


def test_a_secret_may_lie_in_a_file(tmp_path, monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    file = tmp_path / "secret"
    file.write_text("x" * env.SECRET_KEY_MINIMUM_LENGTH + "\n")
    assert env.secret(NAME, file) == "x" * env.SECRET_KEY_MINIMUM_LENGTH


@pytest.mark.parametrize("value", ["", "too short"])
def test_refuses_to_run_without_a_secret(value, given, tmp_path):
    given(value)
    with pytest.raises(env.Refused, match="random text"):
        env.secret(NAME, tmp_path / "missing")


def test_postgresql_keeps_several_hosts_for_its_failover(given):
    given("postgresql://name:word@one.example,two.example/psyweb?target_session_attrs=read-write")
    entry = env.database(NAME, "unused")
    assert entry["HOST"] == "one.example,two.example"
    assert entry["OPTIONS"]["target_session_attrs"] == "read-write"


@pytest.mark.parametrize("value", ["mysql://host/name", "sqlite:///", "postgresql://host:port:port/x?made_up=1"])
def test_refuses_other_databases(value, given):
    given(value)
    with pytest.raises(env.Refused, match="sqlite:///path/to/file or postgresql://"):
        env.database(NAME, "unused")
