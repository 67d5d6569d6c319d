"""The real site, `manage.py serve`, that can be killed and started again."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
START_LIMIT_SECONDS = 120


def settings_of(folder: Path, database_url: str) -> dict[str, str]:
    """The environment of one site. Every vote may bring a count, and each voter seems to come from another network."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "psyweb.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": database_url,
        "PORT": str(_free_port()),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_SUPERUSER_PASSWORD": "made-up-for-a-test-4711",
        "TRUSTED_PROXIES": "127.0.0.1",
        "POLL_PERMITS_AN_HOUR": "1000000",
        "POLL_COUNT_AFTER_VOTE": "true",
    }


class Server:
    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment = environment
        self.log = log
        self.port = int(environment["PORT"])
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_until_up()

    def kill(self) -> None:
        """The server and its workers, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_worker(self) -> None:
        """The process that answers requests: the server starts another, or ends when this happens too often."""
        for pid in _children(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def revive(self) -> None:
        """As systemd does (`Restart=on-failure`), where the server has ended."""
        try:
            self.wait_until_up()
        except AssertionError:
            self.kill()
            self.start()

    def wait_until_up(self) -> None:
        end = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(f"The site did not start:\n{self.log.read_text()[-4000:]}")


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
