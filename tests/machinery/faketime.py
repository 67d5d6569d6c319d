"""Start processes whose clock has been moved by libfaketime, for what must be the same on every day."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path


def environment_at(moment: datetime, library: Path) -> dict[str, str]:
    """Environment variables of a process whose clock says `moment` now, and runs on from there."""
    ahead = round(moment.timestamp() - time.time())
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{ahead:+d}",
        # Lengths of time stay true. Without the second variable, libfaketime 0.9.10 moves the end of a wait all the
        # same, and a pool of connections waits seconds for each.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        "PYTHONPATH": str(Path(__file__).parent / "moved_clock"),
    }


@contextmanager
def children_at(moment: datetime, library: Path) -> Iterator[None]:
    """What this process starts meanwhile, such as a PostgreSQL cluster, has its clock moved."""
    before = dict(os.environ)
    os.environ.update(environment_at(moment, library))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
