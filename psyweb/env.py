"""Read settings from the environment, and stop the start with one line at an invalid value.

Environs parses. Each reader here raises Refused, which says which values it accepts. An empty variable is as unset.
"""

import ipaddress
import secrets
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from environs import Env, EnvError, validate
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

SECRET_KEY_MINIMUM_LENGTH = 50
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
SQLITE_BUSY_TIMEOUT_SECONDS = 20
SQLITE_CONNECTION_SECONDS = 60  # Opening one takes as long as drawing half an article.
CONNECT_TIMEOUT_SECONDS = 5
POSTGRESQL_CONNECTION_SECONDS = 60
UNACKNOWLEDGED_MILLISECONDS = 5_000  # Then the network counts as cut.
CACHE_SECONDS = 0.5
CONSOLE = "django.core.mail.backends.console.EmailBackend"
MAIL_TIMEOUT_SECONDS = 10
# Django's default of 300 entries would let a few hundred networks evict each other's counters.
IN_PROCESS_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
SCHEMES_WITHOUT_HOST = {"console", "unix"}

env = Env()


class DoesNotStart(SystemExit):
    """Stop the start with one line. It is a SystemExit, so that no traceback hides that line."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"PsyWeb does not start: {reason}.")


class Refused(DoesNotStart):
    """Stop the start at a setting's value, and say which values it accepts."""

    def __init__(self, name: str, accepts: str) -> None:
        super().__init__(f"{name} accepts {accepts}")


def _read(reader: Callable[..., Any], name: str, accepts: str, default: Any, **options: Any) -> Any:
    """Return what `reader` parses from the variable, or `default` where it is unset or empty."""
    if not text(name):
        return default
    try:
        return reader(name, **options)
    except (EnvError, ValueError, LookupError, OSError, ProgrammingError) as error:
        raise Refused(name, accepts) from error


def text(name: str, default: str = "") -> str:
    """Return the variable as it is, or `default` where it is unset or empty."""
    return env.str(name, "") or default


def short_text(name: str, default: str, *, longest: int) -> str:
    accepts = f"a text of at most {longest} characters"
    return str(_read(env.str, name, accepts, default, validate=validate.Length(max=longest)))


def boolean(name: str, *, default: bool) -> bool:
    return bool(_read(env.bool, name, "true or false", default))


def choice(name: str, *accepted: str) -> str:
    """Return one of the accepted words. The first is the default."""
    return str(_read(env.str, name, " or ".join(accepted), accepted[0], validate=validate.OneOf(accepted)))


def whole_number(name: str, *, default: int, low: int, high: int) -> int:
    """Return a number from `low` to `high`, both included."""
    accepts = f"a whole number from {low} to {high}"
    return int(_read(env.int, name, accepts, default, validate=validate.Range(low, high)))


@env.parser_for("each")
def _each(value: str, parse: Callable[[str], Any]) -> list[Any]:
    return [parse(part.strip()) for part in value.split(",") if part.strip()]


def hosts(name: str, default: list[str]) -> list[str]:
    """Return host names without scheme and path, as ALLOWED_HOSTS takes them."""
    accepts = "host names with commas between them, such as psyweb.example,www.psyweb.example"
    return list(_read(env.each, name, accepts, default, parse=validate.Regexp(r"[^/ @]+\Z")))


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Return the networks that are named; a single address is a network of one."""
    accepts = "addresses or networks with commas between them, such as 10.0.0.1,10.1.0.0/16"
    return list(_read(env.each, name, accepts, [], parse=ipaddress.ip_network))


env.add_parser("address", ipaddress.ip_address)
env.add_parser("time_zone", zoneinfo.ZoneInfo)


def address(name: str, default: str) -> str:
    """Return the address that the server binds to."""
    accepts = "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"
    return str(_read(env.address, name, accepts, default))


def time_zone(name: str, default: str) -> str:
    accepts = "a name from the time zone database, such as UTC or Europe/Vienna"
    return str(_read(env.time_zone, name, accepts, default))


def secret(name: str, fallback_file: Path) -> str:
    """Return the variable, else the content of `fallback_file`, which `make run` writes. There is no default."""
    value = text(name) or (fallback_file.read_text().strip() if fallback_file.is_file() else "")
    if len(value) < SECRET_KEY_MINIMUM_LENGTH:
        example = secrets.token_urlsafe(8) + "…"
        raise Refused(name, f"a random text of {SECRET_KEY_MINIMUM_LENGTH} characters or more, such as {example}")
    return value


@env.parser_for("url_of")
def _url_of(value: str, schemes: set[str]) -> SplitResult:
    """Split `scheme://host[:port]…`; `console:` and `unix:` have no host."""
    parts = urlsplit(value)
    has_place = parts.hostname or parts.scheme in SCHEMES_WITHOUT_HOST
    if parts.scheme not in schemes or not has_place or parts.port == 0:
        raise ValueError(value)
    return parts


def site_url(name: str, default: str) -> str:
    """Return scheme and host of the public site, without a trailing slash. http is for loopback only."""
    accepts = "https://your.host, or http:// with a loopback host such as http://127.0.0.1:8000"
    parts = _read(env.url_of, name, accepts, urlsplit(default), schemes={"https", "http"})
    more = [parts.path.strip("/"), parts.query, parts.fragment, parts.username]
    if any(more) or (parts.scheme == "http" and parts.hostname not in LOOPBACK_NAMES):
        raise Refused(name, accepts)
    return f"{parts.scheme}://{parts.netloc}"


@env.parser_for("dsn")
def _dsn(value: str) -> str:
    from sentry_sdk.utils import BadDsn, Dsn  # For those who report alone: it takes long to import.

    try:
        return str(Dsn(value))
    except BadDsn as error:
        raise ValueError from error


def dsn(name: str) -> str:
    """Return where errors are reported, or nothing."""
    return str(_read(env.dsn, name, "https://key@host/number, or nothing", ""))


@env.parser_for("database")
def _database(url: str) -> dict[str, Any]:
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"))
    if url.startswith(("postgres://", "postgresql://")):
        return _postgresql(conninfo_to_dict(url))
    raise ValueError(url)


def database(name: str, default_file: Path) -> dict[str, Any]:
    """Return an entry of Django's DATABASES. PostgreSQL hosts with commas between them are libpq's failover."""
    accepts = "sqlite:///path/to/file or postgresql://user:password@host[,host]/name"
    return dict(_read(env.database, name, accepts, _sqlite(str(default_file))))


def _sqlite(file: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": SQLITE_CONNECTION_SECONDS,
        "OPTIONS": {
            # Writers queue instead of failing in the middle of a transaction (docs/decisions/sqlite-and-postgresql.md).
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_TIMEOUT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(parts: dict[str, Any]) -> dict[str, Any]:
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, Any] = {ours: str(parts.pop(theirs, "")) for theirs, ours in known.items()}
    limits = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "tcp_user_timeout": UNACKNOWLEDGED_MILLISECONDS}
    return {
        **entry,
        "ENGINE": "psyweb.database",
        # Each thread keeps its own. A pool would try again after up to a minute once the server was away.
        "CONN_MAX_AGE": POSTGRESQL_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,  # A failover may have cut it.
        "OPTIONS": {**limits, **parts},
    }


def cache(name: str) -> dict[str, Any]:
    """Return an entry of Django's CACHES: the shared cache, or the process's own memory where none is named."""
    accepts = "redis://host:port/number (Redis or Valkey), or nothing"
    if not _read(env.url_of, name, accepts, None, schemes={"redis", "rediss", "unix"}):
        return IN_PROCESS_CACHE
    limits = {"socket_connect_timeout": CACHE_SECONDS, "socket_timeout": CACHE_SECONDS}
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": text(name), "OPTIONS": limits}


def email(name: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings. Unset, mail is written to the console."""
    accepts = "smtp://user:password@host:port, submission://… (with TLS), console:, or nothing"
    if not _read(env.url_of, name, accepts, None, schemes={"smtp", "submission", "console"}):
        return {"EMAIL_BACKEND": CONSOLE}
    values = _read(env.dj_email_url, name, accepts, {})
    return {**values, "EMAIL_TIMEOUT": values.get("EMAIL_TIMEOUT") or MAIL_TIMEOUT_SECONDS}


def workers(name: str, *, cache_name: str) -> int:
    """Return the number of server processes. Several need a shared cache, else rate limits would hold per process."""
    number = whole_number(name, default=1, low=1, high=64)
    if number > 1 and not text(cache_name):
        raise Refused(name, f"1, or more once {cache_name} names a cache that the processes share")
    return number
