"""Finds what the tests need beyond Python: PostgreSQL, Chromium and more. Installs it where it can, never skips."""

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

from tests.machinery import validator

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Programs:
    postgresql: Path
    """The folder that holds initdb, pg_ctl and postgres."""
    chromium: Path
    redis: Path
    """Redis or Valkey: what several processes of a site share."""
    java: Path
    validator: Path
    """The jar of the Nu HTML checker."""
    libfaketime: Path
    """The library that moves the clock of a process which loads it first."""


def find_or_install() -> Programs:
    """The programs' places. Exits with what to install, in one line, where they can neither be found nor installed."""
    found = _look()
    if missing := [package for package, place in found.items() if place is None]:
        _install(missing)
        found = _look()
        missing = [package for package, place in found.items() if place is None]
    if missing:
        sys.exit(f"The tests need {' and '.join(missing)}: please install them and run `make test` again.")
    return Programs(
        postgresql=found["postgresql"],
        chromium=found["chromium"],
        redis=found["redis-server"],
        java=found["default-jre-headless"],
        validator=validator.find_or_fetch(found["npm"]),
        libfaketime=found["libfaketime"],
    )


def _look() -> dict[str, Any]:
    """Debian's name of each package, and where what the tests need of it is."""
    return {package: place() for package, place in PLACES.items()}


def _named(*names: str) -> Callable[[], Path | None]:
    def place() -> Path | None:
        found = next((place for name in names if (place := shutil.which(name))), None)
        return Path(found) if found else None

    return place


def _npm() -> Path | None:
    """Only to fetch the validator, once: where that is there, any place will do."""
    return validator.JAR if validator.JAR.is_file() else _named("npm")()


def _libatomic() -> ctypes.CDLL | None:
    """What Playwright brings to drive Chromium is linked to it, and a minimal Debian lacks it."""
    try:
        return ctypes.CDLL("libatomic.so.1")
    except OSError:
        return None


def _postgresql() -> Path | None:
    """Debian keeps the server's programs out of PATH, in a folder for each version; the newest one is taken."""
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
    "libatomic1": _libatomic,
    "redis-server": _named("redis-server", "valkey-server"),
    "default-jre-headless": _named("java"),
    "npm": _npm,
    "libfaketime": _libfaketime,
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
