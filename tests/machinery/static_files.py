"""Name and compress the static files once for all sites of a run: it takes longer than the rest of a first start.

tests/psyweb/test_startup.py starts a site that makes its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LENDER = "TESTS_STATIC_FILES"
"""Environment variable: the folder that keeps them for the run. Where it is not set, each site makes its own."""
STATIC = "static"
COLLECT = "import django; django.setup(); from psyweb.startup import steps; steps.collect_static_files(print)"


def lend_to(folder: Path) -> None:
    """Copy them into the folder of a site that is not started yet, unless it has some."""
    if LENDER not in os.environ or (folder / STATIC).exists():
        return
    lender = Path(os.environ[LENDER])
    lender.mkdir(parents=True, exist_ok=True)
    with (lender / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (lender / "done").exists():
            _make(lender)
            (lender / "done").touch()
    shutil.copytree(lender / STATIC, folder / STATIC)


def _make(folder: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    own = {"DJANGO_SETTINGS_MODULE": "psyweb.settings", "VAR_DIR": str(folder), "SECRET_KEY": "made-up-" * 8}
    subprocess.run([sys.executable, "-c", COLLECT], cwd=PROJECT, env=kept | own, check=True, stdout=subprocess.DEVNULL)
