"""Set up the site's code in this process, and serve WSGI applications as production does."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import django

from psyweb.startup import server
from tests.machinery.site import STOP_LIMIT, free_port, wait_until


def set_up(**environment: str) -> None:
    """Configures Django with the site's settings; `environment` is read by them, and kept for child processes."""
    os.environ.update(environment)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
    django.setup()


@contextmanager
def serving(application: str, **environment: str) -> Iterator[str]:
    """Yields the URL of a WSGI application under the options of `psyweb/startup/server.py`. Needs `set_up`.

    The application answers `/healthz` once it is ready.
    """
    port = free_port()
    *options, _ = server.command()
    options = [f"--port={port}" if option.startswith("--port=") else option for option in options]
    process = subprocess.Popen([*options, application], env={**os.environ, **environment})
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(f"{url}/healthz", process)
        yield url
    finally:
        process.terminate()
        process.wait(STOP_LIMIT.total_seconds())
