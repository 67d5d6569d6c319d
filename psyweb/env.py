"""Reads settings from the environment and refuses what it does not understand.

A thin layer over environs: each reader names the variable and what it accepts.
"""

from __future__ import annotations

import ipaddress
import secrets
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env, EnvError
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

SECRET_KEY_MINIMUM_LENGTH = 50
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
SQLITE_BUSY_TIMEOUT_SECONDS = 20
CONNECT_TIMEOUT_SECONDS = 5
# As many connections as a process has threads (THREADS in serving/server.py): none ever waits for another's.
POOL_SIZE = 8
POOL_TIMEOUT_SECONDS = 10
CONSOLE = "django.core.mail.backends.console.EmailBackend"
MAIL_SCHEMES = {"smtp", "submission", "console"}
MAIL_TIMEOUT_SECONDS = 10
REDIS_SCHEMES = {"redis", "rediss", "unix"}

env = Env()


class DoesNotStart(SystemExit):
    """Stops the start with one line. A SystemExit, so that no traceback hides that line."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"PsyWeb does not start: {reason}.")


class Refused(DoesNotStart):
    def __init__(self, name: str, accepts: str) -> None:
        super().__init__(f"{name} accepts {accepts}")


def _read(reader: Callable[..., Any], name: str, accepts: str, default: Any) -> Any:
    """The variable's value, or `default` where it is unset or empty."""
    if not env.str(name, default=""):
        return default
    try:
        return reader(name)
    except (EnvError, ValueError) as error:
        raise Refused(name, accepts) from error


def text(name: str, default: str = "") -> str:
    return str(_read(env.str, name, "a text", default))


def boolean(name: str, *, default: bool) -> bool:
    return bool(_read(env.bool, name, "true or false", default))


def whole_number(name: str, *, default: int, low: int, high: int) -> int:
    accepts = f"a whole number from {low} to {high}"
    number = int(_read(env.int, name, accepts, default))
    if not low <= number <= high:
        raise Refused(name, accepts)
    return number


def names(name: str, default: list[str]) -> list[str]:
    values = _read(env.list, name, "names with commas between them", default)
    return [value.strip() for value in values if value.strip()]


def hosts(name: str, default: list[str]) -> list[str]:
    values = names(name, default)
    if any(set(value) & set("/ @") for value in values):
        raise Refused(name, "host names with commas between them, such as psyweb.example,www.psyweb.example")
    return values


def address(name: str, default: str) -> str:
    """The address that the server binds to."""
    value = text(name, default)
    try:
        return str(ipaddress.ip_address(value))
    except ValueError as error:
        raise Refused(name, "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them") from error


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        return zoneinfo.ZoneInfo(value).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(name, "a name from the time zone database, such as UTC or Europe/Vienna") from error


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    accepts = "addresses or networks with commas between them, such as 10.0.0.1,10.1.0.0/16"
    try:
        return [ipaddress.ip_network(value) for value in names(name, default=[])]
    except ValueError as error:
        raise Refused(name, accepts) from error


def secret(name: str, fallback_file: Path) -> str:
    """The secret in the variable, else the one that `make run` keeps in `fallback_file`. Never a default."""
    value = text(name)
    if not value and fallback_file.is_file():
        value = fallback_file.read_text().strip()
    if len(value) < SECRET_KEY_MINIMUM_LENGTH:
        example = secrets.token_urlsafe(8) + "…"
        raise Refused(name, f"a random text of {SECRET_KEY_MINIMUM_LENGTH} characters or more, such as {example}")
    return value


def site_url(name: str, default: str) -> str:
    """Scheme and host of the public site, without a slash at the end. http is for loopback only."""
    accepts = "https://your.host, or http:// with a loopback host such as http://127.0.0.1:8000"
    try:
        parts = urlsplit(text(name, default))
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(name, accepts) from error
    is_allowed = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_NAMES)
    if not host or not is_allowed or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise Refused(name, accepts)
    return f"{parts.scheme}://{parts.netloc}"


def database(name: str, default_file: Path) -> dict[str, Any]:
    """Django's entry for `sqlite:///file` or `postgresql://host[,host…]/name`, several hosts being libpq's failover."""
    url = text(name, f"sqlite:///{default_file}")
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"))
    if url.startswith(("postgres://", "postgresql://")):
        try:
            return _postgresql(conninfo_to_dict(url))
        except ProgrammingError:
            pass
    raise Refused(name, "sqlite:///path/to/file or postgresql://user:password@host[,host]/name")


def _sqlite(file: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            # Writers queue instead of failing half-way (docs/decisions/sqlite-and-postgresql.md).
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_TIMEOUT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(parts: dict[str, Any]) -> dict[str, Any]:
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, Any] = {ours: str(parts.pop(theirs, "")) for theirs, ours in known.items()}
    pool = {"min_size": 1, "max_size": POOL_SIZE, "timeout": POOL_TIMEOUT_SECONDS}
    options = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, **parts, "pool": pool}
    # A connection that a failover has cut is noticed before it is handed out.
    return {**entry, "ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache(name: str) -> dict[str, Any]:
    """The shared cache, or the process's own memory where none is named."""
    url = text(name)
    if not url:
        # Django's default of 300 would let a few hundred networks push each other's counters out.
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
    _require_url(name, url, REDIS_SCHEMES, "redis://host:port/number (Redis or Valkey), or nothing")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def email(name: str) -> dict[str, Any]:
    """Django's EMAIL_* settings. Unset, mail is written to the console."""
    accepts = "smtp://user:password@host:port, submission://… (with TLS), console:, or nothing"
    url = text(name)
    if not url:
        return {"EMAIL_BACKEND": CONSOLE}
    _require_url(name, url, MAIL_SCHEMES, accepts)
    values = dict(_read(env.dj_email_url, name, accepts, {}))
    return {**values, "EMAIL_TIMEOUT": values.get("EMAIL_TIMEOUT") or MAIL_TIMEOUT_SECONDS}


def _require_url(name: str, url: str, schemes: set[str], accepts: str) -> None:
    """Refuses what is not `scheme://host[:port]…` with one of the schemes; `console:` and `unix:` have no host."""
    try:
        parts = urlsplit(url)
        needs_host = parts.scheme not in {"console", "unix"}
        if parts.scheme in schemes and (parts.hostname or not needs_host) and parts.port != 0:
            return
    except ValueError:
        pass
    raise Refused(name, accepts)


def workers(name: str, *, cache_name: str) -> int:
    """How many server processes. They must share one cache, or limits would hold once for each process."""
    number = whole_number(name, default=1, low=1, high=64)
    if number > 1 and not text(cache_name):
        raise Refused(name, f"1, or more once {cache_name} names a cache that the processes share")
    return number
