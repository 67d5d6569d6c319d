"""Install both lock files, each in a fresh environment, with the oldest supported pip.

Newer releases of pip accept what old ones refuse: a missing hash of an extra, a pin without its extra.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
# Debian 12 brings it with its Python 3.11. It doesn't run on a newer Python, which brings a newer pip with it.
OLDEST_PIP = {(3, 11): "23.0.1"}


def main() -> int:
    red = [name for name in LOCKS if not _is_installable(PROJECT / name)]
    for name in red:
        print(f"   RED    {name}: `make lock` makes both files anew.")
    return 1 if red else 0


def _is_installable(lock: Path) -> bool:
    with tempfile.TemporaryDirectory(prefix="psyweb-lock-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        if wanted := OLDEST_PIP.get(sys.version_info[:2]):
            _pip(python, "install", f"pip=={wanted}").check_returncode()
        print(f"   {lock.name}: {_pip(python, '--version', is_shown=False).stdout.strip()}", flush=True)
        # Without compiling, because none of it is ever run.
        result = _pip(python, "install", "--no-compile", "--require-hashes", "--requirement", lock)
        return result.returncode == 0


def _pip(python: Path, *words: object, is_shown: bool = True) -> subprocess.CompletedProcess[str]:
    quiet = ["--disable-pip-version-check", "--quiet"] if is_shown else []
    command = [str(python), "-m", "pip", *quiet, *(str(word) for word in words)]
    return subprocess.run(command, check=False, text=True, stdout=None if is_shown else subprocess.PIPE)


if __name__ == "__main__":
    sys.exit(main())
