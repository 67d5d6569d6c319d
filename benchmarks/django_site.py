"""The site's own code, for a benchmark that runs outside of any server."""

import os

import django


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
