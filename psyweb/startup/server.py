"""Build the command that starts the production server: granian, with one process per worker and threads in each."""

import sys

from django.conf import settings

from ..env import POOL_SIZE

# Measured in docs/decisions/one-command-serves-the-site.md.
THREADS = POOL_SIZE
MEMORY_ARENAS = 2  # Of glibc. Its default, eight for each core, leaves 17 MB more behind in a process of eight threads.
BACKLOG = 1024
REQUESTS_AT_ONCE = 256
HEADER_TIMEOUT_MILLISECONDS = 10_000
STOP_TIMEOUT_SECONDS = 30


def command() -> list[str]:
    """Return the command line for os.execv."""
    options = {
        "interface": "wsgi",
        "host": settings.HOST,
        "port": settings.PORT,
        "http": "1",
        "workers": settings.WORKERS,
        "blocking-threads": THREADS,
        "backlog": BACKLOG,
        "backpressure": REQUESTS_AT_ONCE,
        "http1-header-read-timeout": HEADER_TIMEOUT_MILLISECONDS,
        "workers-kill-timeout": STOP_TIMEOUT_SECONDS,
        # Its warnings only advise on the numbers above, which were measured.
        "log-level": "error",
    }
    flags = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    pairs = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "granian", *pairs, *flags, "psyweb.wsgi:application"]
