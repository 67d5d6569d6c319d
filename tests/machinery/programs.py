"""Find the programs that the tests need, such as PostgreSQL and Chromium. Install them where possible, never skip."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.machinery import equal_access, schema_org, validator

SYSTEM_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"  # An ordinary user's PATH lacks these.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Programs:
    postgresql: Path
    """The folder that holds initdb, pg_ctl and postgres."""
    chromium: Path
    firefox: Path
    webkit: Path
    """The program that drives WebKit. Its package brings WebKit's own browser."""
    xvfb: Path
    """The display that WebKit draws on, which nobody sees."""
    nginx: Path
    redis: Path
    """Redis or Valkey: the cache that several processes of a site share."""
    java: Path
    validator: Path
    """The jar of the Nu HTML checker."""
    libfaketime: Path
    """The library that moves the clock of a process, by LD_PRELOAD."""


def find_or_install() -> Programs:
    """Return the programs' paths. Exit with one line that says what to install, where that can't be done here."""
    found = _look()
    if missing := [package for package, place in found.items() if place is None]:
        _install(missing)
        found = _look()
        missing = [package for package, place in found.items() if place is None]
    if missing:
        sys.exit(f"The tests need {' and '.join(missing)}: please install them and run `make test` again.")
    schema_org.find_or_fetch(found["npm"])
    equal_access.find_or_fetch(found["npm"])
    return Programs(
        postgresql=found["postgresql"],
        chromium=found["chromium"],
        firefox=found["firefox-esr"],
        webkit=found["webkit2gtk-driver"],
        xvfb=found["xvfb"],
        nginx=found["nginx-light"],
        redis=found["redis-server"],
        java=found["default-jre-headless"],
        validator=validator.find_or_fetch(found["npm"]),
        libfaketime=found["libfaketime"],
    )


def _look() -> dict[str, Any]:
    """Return where each program is, by the name of its Debian package; None where it is missing."""
    return {package: place() for package, place in PLACES.items()}


def _named(*names: str) -> Callable[[], Path | None]:
    def place() -> Path | None:
        found = next((place for name in names if (place := shutil.which(name))), None)
        return Path(found) if found else None

    return place


def _npm() -> Path | None:
    """Return npm, which only fetches the validators: where all are present, a path stands in for npm."""
    has_all = validator.JAR.is_file() and equal_access.ENGINE.is_file() and schema_org.is_there()
    return validator.JAR if has_all else _named("npm")()


def _libatomic() -> ctypes.CDLL | None:
    """Load libatomic: Playwright's Node.js is linked to it, and a minimal Debian lacks it."""
    try:
        return ctypes.CDLL("libatomic.so.1")
    except OSError:
        return None


def _postgresql() -> Path | None:
    """Return the newest version's folder: Debian keeps the server's programs out of PATH, in a folder per version."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _libfaketime() -> Path | None:
    return next(Path("/usr").glob("lib*/**/faketime/libfaketime.so.1"), None)


PLACES: dict[str, Callable[[], Any]] = {
    "postgresql": _postgresql,
    "chromium": _named(*CHROMIUM_NAMES),
    "firefox-esr": _named("firefox-esr", "firefox"),
    "webkit2gtk-driver": _named("WebKitWebDriver"),
    "xvfb": _named("Xvfb"),
    "libatomic1": _libatomic,
    "nginx-light": lambda: Path(found) if (found := shutil.which("nginx", path=SYSTEM_PATH)) else None,
    "redis-server": _named("redis-server", "valkey-server"),
    "default-jre-headless": _named("java"),
    "npm": _npm,
    "libfaketime": _libfaketime,
    "systemd": _named("systemd-analyze"),
}


def _install(packages: list[str]) -> None:
    wanted = " ".join(packages)
    line = f"apt-get install --yes --no-install-recommends {wanted}"
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"The tests need {wanted}. On Debian: sudo {line}")
    print(f"The tests need {wanted}. Running: {line}", flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "--quiet"], check=True, **quiet)
    subprocess.run([*line.split(), "--quiet"], check=True, **quiet)
