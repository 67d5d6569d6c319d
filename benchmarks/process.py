"""Measure in a process of its own, whose memory, caches and database are its own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.django_site import set_up

Cost = dict[str, float]


def call(function: str, *words: object, environment: Mapping[str, str]) -> Any:
    """Calls "module:function" with the words as texts, after `set_up`. What it returns comes back as JSON."""
    command = [sys.executable, "-m", "benchmarks.process", function, *map(str, words)]
    done = subprocess.run(command, env=dict(environment), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def cost(act: Callable[[], object]) -> Cost:
    """Seconds, those of them that the processor worked, and the megabytes that this process had at most so far."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    found = {"seconds": time.perf_counter() - started, "processor": time.process_time() - worked}
    # `getrusage` would begin with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    return {**found, "megabytes": peak / 1_000}


if __name__ == "__main__":
    set_up()
    module, _, name = sys.argv[1].partition(":")
    json.dump(getattr(import_module(module), name)(*sys.argv[2:]), sys.stdout)
