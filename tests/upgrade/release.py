"""Run a release of the site on a fixture's data, at the fixture's clock and with its settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from tests.machinery import faketime
from tests.machinery.cluster import new_database, running_cluster
from tests.machinery.programs import Programs
from tests.machinery.site import Site, running_site

from .fill import PASSWORD

EXPORT = ("export_poll_counts", "--format", "csv", "--by", "total", "--output", "-")
KINDS = ("sqlite", "postgresql")
# What pages say of the site itself. The port in SITE_URL is not the one that a test listens on: pages stay the same.
SETTINGS = {
    "SITE_URL": "http://127.0.0.1:8000",
    "SITE_OWNER": "Owner made up for a test",
    "SITE_POSTAL_ADDRESS": "1 Test Street, Testtown",
    "SITE_CONTACT_EMAIL": "owner@psyweb.example",
    "SITE_FUNDING_STATEMENT": "Made up for a test: nobody pays for this site.",
    "SITE_CONTENT_LICENCE": "CC BY 4.0",
    "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
}


@dataclass(frozen=True)
class Place:
    """Where a site keeps its data, and the key that it signs with."""

    folder: Path
    database_url: str
    secret_key: str
    libfaketime: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**SETTINGS, "DATABASE_URL": self.database_url, "SECRET_KEY": self.secret_key}

    def running_at(self, moment: datetime) -> AbstractContextManager[Site]:
        return running_site(self.folder, **self.environment, **faketime.environment_at(moment, self.libfaketime))


@contextmanager
def databases_at(moment: datetime, programs: Programs) -> Iterator[partial[str]]:
    """A function that gives the DATABASE_URL of a new database, by kind and folder. PostgreSQL's clock is moved too."""
    with faketime.children_at(moment, programs.libfaketime), running_cluster(programs.postgresql) as url:
        yield partial(new_database, url)
