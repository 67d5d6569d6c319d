"""Set up the site's code in this process, and serve applications as production does."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import django

from psyweb.startup import server
from tests.machinery.site import STOP_LIMIT, free_port, wait_until

# A project of Django's is served so.
AS_WSGI = ("--interface=wsgi", "--blocking-threads=8")


def set_up(**environment: str) -> None:
    """Configures Django with the site's settings; `environment` is read by them, and kept for child processes."""
    os.environ.update(environment)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
    django.setup()


@contextmanager
def serving(application: str, *more: str, **environment: str) -> Iterator[str]:
    """Yields the URL of an RSGI application under the options of `psyweb/startup/server.py` and `more`. Needs `set_up`.

    The application answers `/healthz` once it is ready.
    """
    port = free_port()
    *options, _ = server.command()
    options = [f"--port={port}" if option.startswith("--port=") else option for option in options]
    process = subprocess.Popen([*options, *more, application], env={**os.environ, **environment})
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(f"{url}/healthz", process)
        yield url
    finally:
        process.terminate()
        process.wait(STOP_LIMIT.total_seconds())
