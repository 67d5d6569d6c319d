"""Reads settings from the environment and refuses what it does not understand.

A thin layer over environs: each reader names the variable and what it accepts.
"""

from __future__ import annotations

import ipaddress
import secrets
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
POOL_SIZE = 8

env = Env()


class Refused(SystemExit):
    """Stops the start with one line. A SystemExit, so that no traceback hides that line."""

    def __init__(self, name: str, accepts: str) -> None:
        super().__init__(f"PsyWeb does not start: {name} accepts {accepts}.")


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
            # Writers queue instead of failing half-way (docs/decisions/0003-two-databases.md).
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_TIMEOUT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(parts: dict[str, Any]) -> dict[str, Any]:
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, Any] = {ours: str(parts.pop(theirs, "")) for theirs, ours in known.items()}
    options = {**parts, "pool": {"min_size": 1, "max_size": POOL_SIZE}}
    return {**entry, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


def cache(name: str) -> dict[str, Any]:
    """The shared cache, or the process's own memory where none is named."""
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise Refused(name, "redis://host:port/number (Redis or Valkey), or nothing")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def email(name: str) -> dict[str, Any]:
    """Django's EMAIL_* settings. Unset, mail is written to the console."""
    return dict(_read(env.dj_email_url, name, "smtp://user:password@host:port or console:", {"EMAIL_BACKEND": CONSOLE}))


CONSOLE = "django.core.mail.backends.console.EmailBackend"


def workers(name: str, *, cache_name: str) -> int:
    """How many server processes. They must share one cache, or limits would hold once for each process."""
    number = whole_number(name, default=1, low=1, high=64)
    if number > 1 and not text(cache_name):
        raise Refused(name, f"1, or more once {cache_name} names a cache that the processes share")
    return number
