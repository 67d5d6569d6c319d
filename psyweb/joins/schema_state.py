"""Say what a database lacks of this release: migrations, and the triggers of both apps."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.reading import listing_triggers
from articles.reading.live import revision_triggers

from . import write_guards


def due_migrations() -> int:
    """Return how many migrations are to run on the site's database."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def missing_triggers(*, using: str = "default") -> list[str]:
    """Return the names of triggers that are absent, disabled or not as declared. Four queries."""
    return [name for kind in (write_guards, listing_triggers, revision_triggers) for name in kind.missing(using=using)]
