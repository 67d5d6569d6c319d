"""A count that only the primary has publishes a key, a voter seals with it, and the primary dies. Run apart."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from .cluster import Cluster
from .cut_short import while_cutting
from .failover import OPTIONS, forget_unread, pause_receiver, url_of_both, wait_until_synchronous
from .server import become, settings_of
from .voters import OPEN_POLL, cast, retrying

CODE = 1


def run(folder: Path, programs: Path) -> dict[int, int]:
    """Two votes for one choice, the first before that count, the second with the key that it made: what the ledger
    says in the end, by code. 0 stands for votes that nobody could open."""
    folder.mkdir()
    first, second = (Cluster(folder / name, programs, OPTIONS) for name in ("one", "two"))
    try:
        second.follow(first.create())
        wait_until_synchronous(first)
        return _vote(folder, first, second)
    finally:
        first.kill()
        second.kill()


def _vote(folder: Path, first: Cluster, second: Cluster) -> dict[int, int]:
    become(settings_of(folder, url_of_both(first, second)))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.utils import timezone

    from polls import counting
    from polls.ballots import permits
    from polls.models import Poll

    from .verdict import by_choice, make_polls

    call_command("migrate", verbosity=0)
    make_polls()
    poll = Poll.objects.get(slug=OPEN_POLL)
    early, late = (
        partial(cast, OPEN_POLL, (CODE,), permits.mint(poll.pk, at=timezone.now())) for _ in ("early", "late")
    )
    early()
    deaf = pause_receiver(second)
    with suppress(OperationalError):  # It is told at its second commit, too late.
        while_cutting(first, lambda: counting.count(poll))
    with suppress(OperationalError):
        while_cutting(first, late)  # From now on this process knows the new key.
    first.kill()
    forget_unread(deaf)
    second.promote()
    first.follow(second)
    wait_until_synchronous(second)
    retrying(late)
    call_command("count_votes", verbosity=0)
    counted = by_choice()
    connection.close()
    return counted
