import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from articles.reading import help_lines


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker, tmp_path_factory):
    """The real content, loaded once for all tests of a module that only read it."""
    folder = tmp_path_factory.mktemp("library")
    with (
        override_settings(MEDIA_ROOT=folder / "media", POLL_KEY_DIR=folder / "keys"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        (folder / "keys").mkdir(mode=0o700)
        call_command("load_content", "content", verbosity=0)
        help_lines.clear_cache()
        yield folder
        transaction.set_rollback(True)
