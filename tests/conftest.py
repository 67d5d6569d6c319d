"""What every test may use. The cast: visitor, author, reviewer, publisher, analyst, stranger."""

import pytest
from django.core.management.commands import flush

from psyweb import triggers


@pytest.fixture(scope="session", autouse=True)
def _flush_without_guards():
    """Tests of real transactions empty the database afterwards, which the guards in it would refuse."""
    empty = flush.Command.handle

    def handle(command, **options):
        triggers.lift(using=options["database"])
        try:
            empty(command, **options)
        finally:
            triggers.install(using=options["database"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield
