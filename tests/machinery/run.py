"""Run every check of the project in order (`make test`), or some of them (`make test ONLY="lint sqlite"`)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.machinery import cluster, programs
from tests.machinery.environment import made_up_settings

PROJECT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# The site's settings come from this file alone, and not from the shell that runs it.
KEPT_FROM_THE_SHELL = {"CI", "HOME", "LANG", "LOGNAME", "PATH", "TERM", "TMPDIR", "USER"}
# How this machine reaches a package registry.
PIP_FROM_THE_SHELL = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
# A production-like environment. The owner is made up for this check.
DEPLOYED = {
    "SITE_URL": "https://psyweb.example",
    "SITE_OWNER": "Owner made up for a test",
    "SITE_POSTAL_ADDRESS": "1 Test Street, Testtown",
    "SITE_CONTACT_EMAIL": "owner@psyweb.example",
    "SITE_FUNDING_STATEMENT": "Made up for a test: nobody pays for this site.",
    "SITE_CONTENT_LICENCE": "CC BY 4.0",
}
PYTEST = ["pytest", "-n", "2"]
SUITE = [*PYTEST, "-m", "not browser and not apart"]
# The tracer takes a fifth of the time, and one database leaves out little of the code. The step “coverage” checks it.
COVERED = [*SUITE, "--cov", "--cov-report=", "--cov-fail-under=0"]
BROWSER = [*PYTEST, "--dist", "loadfile", "-m", "browser"]
APART = ["pytest", "-m", "apart and not upgrade"]
UPGRADE = ["pytest", "-m", "upgrade"]
NEEDS_PROGRAMS = {"postgresql", "clock", "upgrade", "browser", "crash"}


class Run:
    """Run the chosen steps in one environment, print each, and remember which failed."""

    def __init__(self, folder: Path, chosen: list[str]) -> None:
        self.folder = folder
        self.chosen = chosen
        self.failed: list[str] = []
        kept = {name: value for name, value in os.environ.items() if name in KEPT_FROM_THE_SHELL}
        self.environment = {
            **kept,
            **made_up_settings(folder),
            "COVERAGE_FILE": str(folder / "coverage"),
        }

    def step(self, name: str, *commands: list[str], **environment: str) -> None:
        if self.chosen and name not in self.chosen:
            return
        for command in commands:
            print(f"\n── {name}: {' '.join(command)}", flush=True)
            started = time.monotonic()
            with self._started(command, environment) as process:
                process.wait()
            self._note(name, command, process.returncode, f", {time.monotonic() - started:.0f} s")

    @contextmanager
    def beside(self, name: str, command: list[str], **environment: str) -> Iterator[None]:
        """Run a step of one process on the second core while others run. What it says is printed at its end."""
        if self.chosen and name not in self.chosen:
            yield
            return
        with tempfile.TemporaryFile("w+") as said, self._started(command, environment, output=said) as process:
            try:
                yield
                process.wait()
            finally:
                process.terminate()
            said.seek(0)
            print(f"\n── {name}: {' '.join(command)}", said.read(), sep="\n", flush=True)
        self._note(name, command, process.returncode)

    def _started(
        self, command: list[str], environment: dict[str, str], *, output: IO[str] | None = None
    ) -> subprocess.Popen[bytes]:
        words = [str(BIN / command[0]), *command[1:]]
        variables = {**self.environment, **environment}
        return subprocess.Popen(words, cwd=PROJECT, env=variables, stdout=output, stderr=output)

    def _note(self, name: str, command: list[str], code: int, took: str = "") -> None:
        print(f"   {'RED' if code else 'green'}{took}", flush=True)
        if code:
            self.failed.append(f"{name}: {' '.join(command)}")


def main(chosen: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="psyweb-tests-") as folder:
        run = Run(Path(folder), chosen)
        manage = ["python", "manage.py"]
        reach = {name: value for name, value in os.environ.items() if name.upper().startswith(PIP_FROM_THE_SHELL)}
        with run.beside("locks", ["python", "-m", "tests.machinery.locks"], **reach):
            run.step("lint", ["ruff", "format", "--check", "."], ["ruff", "check", "."])
            run.step("types", ["mypy"])
            run.step("migrations", [*manage, "makemigrations", "--check", "--dry-run"])
            run.step("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], **DEPLOYED)
        _run_suites(run)
        return _verdict(run)


def _run_suites(run: Run) -> None:
    needs_database = not run.chosen or NEEDS_PROGRAMS & set(run.chosen)
    places = programs.find_or_install() if needs_database else None
    file = run.folder / "test.sqlite3"
    run.step("sqlite", COVERED, DATABASE_URL=f"sqlite:///{file}")
    run.step("coverage", ["coverage", "report"])
    if places is None:
        return
    with cluster.running_cluster(places.postgresql) as url:
        run.step("postgresql", SUITE, DATABASE_URL=url)
    with run.beside("upgrade", UPGRADE):
        run.step("crash", APART)
    run.step("clock", ["python", "-m", "tests.machinery.clock"])
    run.step("browser", BROWSER, CHROMIUM=str(places.chromium))


def _verdict(run: Run) -> int:
    print()
    for line in run.failed:
        print(f"RED    {line}")
    print("Some steps are red." if run.failed else "All steps are green.")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
