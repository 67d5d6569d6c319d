"""Build the command that starts the production server: granian, with one process per worker."""

import sys

from django.conf import settings

MEMORY_ARENAS = 2  # Of glibc. Its default, eight for each core, leaves 17 MB more behind in a process of eight threads.
BACKLOG = 1024
CONNECTIONS_AT_ONCE = 8_192  # An idle one costs a file and some kB. psyweb/startup/rsgi.py limits requests.
HEADER_TIMEOUT_MILLISECONDS = 10_000
STOP_TIMEOUT_SECONDS = 30


def command() -> list[str]:
    """Return the command line for os.execv."""
    options = {
        "interface": "rsgi",
        "host": settings.HOST,
        "port": settings.PORT,
        "http": "1",
        "workers": settings.WORKERS,
        "backlog": BACKLOG,
        "backpressure": CONNECTIONS_AT_ONCE,
        "http1-header-read-timeout": HEADER_TIMEOUT_MILLISECONDS,
        "workers-kill-timeout": STOP_TIMEOUT_SECONDS,
        # Its warnings only advise on the numbers above, which were measured.
        "log-level": "error",
    }
    flags = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    pairs = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "granian", *pairs, *flags, "psyweb.wsgi:site"]
