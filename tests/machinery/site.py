"""Run the real site as a process: `manage.py serve` on an empty folder, as `make run` starts it."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError

from tests.machinery.static_files import PROJECT, lend_to

START_LIMIT = timedelta(seconds=300)
STOP_LIMIT = timedelta(seconds=20)


@dataclass(frozen=True)
class Site:
    url: str
    environment: dict[str, str]
    log: Path
    admin_name: str = "admin"
    admin_password: str = "made-up-for-a-test-4711"

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a management command on the running site's data."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, check=check, capture_output=True, text=True, timeout=120
        )


@contextmanager
def running_site(folder: Path, *, umask: int = -1, **settings: str) -> Iterator[Site]:
    """Yield a site with the content pack, its data in `folder`; `settings` are further environment variables."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    environment = {
        **kept,
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_SUPERUSER_PASSWORD": Site.admin_password,
        **settings,
    }
    site = Site(f"http://127.0.0.1:{port}", environment, log=folder / "serve.log")
    if umask == -1:  # Else who may read them is the site's own.
        lend_to(folder)
    with site.log.open("w") as log:
        command = [sys.executable, "manage.py", "serve"]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT, umask=umask
        )
    try:
        wait_until(f"{site.url}/readyz", process, log=site.log)
        yield site
    finally:
        process.terminate()
        process.wait(STOP_LIMIT.total_seconds())


def wait_until(url: str, process: subprocess.Popen[bytes], *, log: Path | None = None) -> None:
    """Wait until the address answers. Raises AssertionError when the process ends or START_LIMIT passes."""
    end = time.monotonic() + START_LIMIT.total_seconds()
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The site did not start:\n{log.read_text() if log else url}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
