"""Keep time.sleep working in a Python process under libfaketime.

Python sleeps until a moment of the monotonic clock, which libfaketime 0.9.10 takes for a moment of the moved clock and
refuses (EINVAL). `select` waits for a length of time. Python imports a module of this name by itself, at its start.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select((), (), (), seconds)


time.sleep = sleep
