"""Validate linked data (JSON-LD) with schema-dts: all types of schema.org, for the compiler of TypeScript.

A property that schema.org does not know, a type that a property does not take and a text in place of a number do not
compile. Why: docs/decisions/every-page-is-measured.md.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from .npm_package import TOOLS, Package

PACKAGES = [
    Package(
        "schema-dts",
        "2.1.0",
        "Y/NvOvuJUZwrm+EmNqJF3M+bRufERJs1h5GJPLilUuK5D5b53ttU+XZgIjEFaAVRToh+ib+cQawFmxKC5Jt9ow==",
    ),
    Package(
        "schema-dts-lib",
        "1.1.0",
        "Nx00FDPHDimSENMznVpADeYUJDsqlMiO9wcs2S+giggNTm5+ruNkM4m9z9qCk6xUJT+ThDM3NxxpwfHfFk1G+Q==",
    ),
    Package(
        "typescript",
        "5.9.3",
        "jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==",
    ),
]
FOLDER = TOOLS / "schema-org"
# A package finds the others beside its link, not where it lies.
OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--preserveSymlinks"]
MODULES = {package.name: FOLDER / f"{package.name}-{package.version}" for package in PACKAGES}


def is_there() -> bool:
    return all(folder.is_dir() for folder in MODULES.values())


def find_or_fetch(npm: Path) -> None:
    for package in PACKAGES:
        if not MODULES[package.name].is_dir():
            package.extract(npm, MODULES[package.name])


def complaints(pages: dict[str, dict[str, Any]]) -> list[str]:
    """Return what the compiler says of each object in `pages` (JSON-LD by name). It runs once for all."""
    with tempfile.TemporaryDirectory(prefix="psyweb-linked-data-") as made:
        folder = Path(made)
        (folder / "node_modules").mkdir()
        for name, module in MODULES.items():
            (folder / "node_modules" / name).symlink_to(module)
        for number, facts in enumerate(pages.values()):
            (folder / f"page{number}.ts").write_text(_program(facts), encoding="utf-8")
        node = compute_driver_executable()[0]  # Playwright's own Node.js.
        compiler = [str(node), str(MODULES["typescript"] / "lib" / "tsc.js"), *OPTIONS]
        files = [path.name for path in folder.glob("*.ts")]
        output = subprocess.run([*compiler, *files], cwd=folder, capture_output=True, text=True, check=False).stdout
    names = {f"page{number}.ts": name for number, name in enumerate(pages)}
    return [f"{names.get(line.partition('(')[0], '')}: {line}" for line in output.splitlines() if "error TS" in line]


def _program(facts: dict[str, Any]) -> str:
    kind = facts["@type"]
    types = f"import type {{{kind}, WithContext}} from 'schema-dts';\n"
    return f"{types}export const page: WithContext<{kind}> = {json.dumps(facts)};\n"
