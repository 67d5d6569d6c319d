"""Verify a restored or moved site in a process of its own, with the settings and the database that it will have."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def verify(manifest: Path, **environment: str) -> bool:
    """Run `check_copy`, which prints what it finds. `environment` replaces variables of this process."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "check_copy", str(manifest)]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode == 0  # noqa: S603
