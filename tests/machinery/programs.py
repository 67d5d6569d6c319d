"""Finds what the tests need beyond Python: PostgreSQL, Chromium, a library. Installs it where it can, never skips."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Programs:
    postgresql: Path
    """The folder that holds initdb, pg_ctl and postgres."""
    chromium: Path


def find_or_install() -> Programs:
    """The programs' places. Exits with what to install, in one line, where they can neither be found nor installed."""
    packages = _missing()
    if packages:
        _install(packages)
    postgresql, chromium = _postgresql(), _chromium()
    if postgresql is None or chromium is None or _missing():
        sys.exit(f"The tests need {' and '.join(_missing())}: please install them and run `make test` again.")
    return Programs(postgresql, chromium)


def _missing() -> list[str]:
    found = {"postgresql": _postgresql(), "chromium": _chromium(), "libatomic1": _libatomic()}
    return [package for package, place in found.items() if place is None]


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


def _chromium() -> Path | None:
    found = next((place for name in CHROMIUM_NAMES if (place := shutil.which(name))), None)
    return Path(found) if found else None


def _install(packages: list[str]) -> None:
    wanted = " ".join(packages)
    line = f"apt-get install --yes --no-install-recommends {wanted}"
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"The tests need {wanted}. On Debian: sudo {line}")
    print(f"The tests need {wanted}. Running: {line}", flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "--quiet"], check=True, **quiet)
    subprocess.run([*line.split(), "--quiet"], check=True, **quiet)
