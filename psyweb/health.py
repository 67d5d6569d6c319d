"""For whoever watches the process: is it alive, and can it serve?"""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.reading import listing_triggers

from .joins import write_guards


@require_safe
@never_cache
def healthz(request):
    """Alive. Asks nothing of the database, so that its failure does not restart what still serves kept pages."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    faults = list(_faults())
    lines = faults or ["ready"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain", status=503 if faults else 200)


def _faults():
    if not _is_writable(Path(settings.POLL_KEY_DIR)):
        yield "the folder of the poll keys (POLL_KEY_DIR) is missing or cannot be written to"
    try:
        executor = MigrationExecutor(connection)
        due = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if due:
            yield f"migrations to run: {len(due)} (manage.py migrate)"
        else:
            yield from (
                f"a guard is missing in the database: {name} (manage.py migrate)"
                for name in [*write_guards.missing(), *listing_triggers.missing()]
            )
    except DatabaseError:
        yield "the database does not answer"


def _is_writable(folder):
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
