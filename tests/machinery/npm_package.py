"""Fetch pinned packages of npm for the tests, and use none whose hash is another."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "var" / "tools"


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    sha512: str  # Base64, as npm's lock files give it.

    def extract(self, npm: Path, folder: Path) -> None:
        """Put the package's files into `folder`. Exit if it has another hash than the pinned one."""
        print(f"The tests need {self.name}. Running: npm pack {self.name}@{self.version}", flush=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            command = [str(npm), "pack", f"{self.name}@{self.version}", "--silent"]
            subprocess.run(command, cwd=made, check=True, stdout=subprocess.DEVNULL)
            archive = next(Path(made).glob("*.tgz"))
            if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != self.sha512:
                sys.exit(f"{self.name} {self.version} is not the package that was pinned: it was not used.")
            with tarfile.open(archive) as files:
                files.extractall(made, filter="data")
            # Rename a complete folder, so that an interrupted run leaves none that is cut.
            (Path(made) / "package").rename(folder)
