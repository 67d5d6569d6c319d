"""500 votes whose answers are known, on a site that logs all it can, and what an insider finds there.

Runs in a process of its own, which becomes the site.
"""

from __future__ import annotations

import logging
import random
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.crash.cluster import Cluster
from tests.crash.server import become, settings_of
from tests.crash.voters import CHOICES, Selection

from . import found
from .found import Ties

VOTES = 500
SEED = 20261123


@dataclass(frozen=True)
class Vote:
    codes: Selection
    permit: str
    mark: bytes
    sent: bytes
    """All bytes of both responses, but for the page that names the answers: of that only its length and headers."""

    @property
    def answers(self) -> bytes:
        """As a ballot holds them: the bit of each code."""
        return sum(1 << code for code in self.codes).to_bytes(found.MASK_LENGTH)


@dataclass(frozen=True)
class Recording:
    """`ties`: for each way to look, what stands beside the mark of a vote. `keys`: secret halves before and after."""

    poll: bytes
    votes: list[Vote]
    ties: dict[str, Ties]
    control: Ties
    stolen_keys: list[bytes]
    keys: list[bytes]
    kept_beside: bytes


def record(folder: Path, database: str, most_answers: int, programs: Path) -> Recording:
    folder.mkdir(parents=True)
    if database == "sqlite":
        return _record(folder, f"sqlite:///{folder / 'site.sqlite3'}", most_answers, None)
    cluster = Cluster(folder / "cluster", programs, "-c autovacuum=off").create()
    try:
        return _record(folder, cluster.url, most_answers, cluster)
    finally:
        cluster.kill()


def _record(folder: Path, url: str, most_answers: int, cluster: Cluster | None) -> Recording:
    log = _become_site(folder, url)
    from django.conf import settings
    from django.utils import timezone

    from polls import counting, lifecycle
    from tests.crash.verdict import LABELS

    poll = lifecycle.create_poll(
        slug="made-up",
        question="Is this made up?",
        choices=list(LABELS.items()),
        sample_statement="Made up for a test.",
        most_answers=most_answers,
    )
    votes = _vote(poll)
    search = found.InPostgresql(cluster, poll.pk) if cluster else found.InSqlite(folder / "site.sqlite3", poll.pk)
    marks = [vote.mark for vote in votes]
    ties = search.before_the_count(marks)
    stolen = shutil.copytree(settings.POLL_KEY_DIR, folder / "stolen")
    now = timezone.now()
    counting.count(poll, at=now)
    counting.clean_up(at=now + timedelta(hours=3))
    ties |= search.after_the_count(marks)
    ties["log"] = found.in_log(log.read_bytes(), marks)
    ties["answers"] = {vote.mark: vote.sent for vote in votes}
    control = search.leak([(vote.mark, vote.answers) for vote in votes])
    box, kept = settings.POLL_KEY_DIR / "box", sorted(settings.POLL_KEY_DIR.rglob("*"))
    return Recording(
        poll=poll.pk.bytes,
        votes=votes,
        ties=ties,
        control=control,
        stolen_keys=[path.read_bytes() for path in (stolen / "box").glob("*.key")],
        keys=[path.read_bytes() for path in box.glob("*.key")],
        kept_beside=b"".join(path.name.encode() + path.read_bytes() for path in kept if path.is_file()),
    )


def _become_site(folder: Path, url: str) -> Path:
    """Everything is logged at DEBUG, each statement with its parameters; the access log is on."""
    settings = {**settings_of(folder, url), "POLL_COUNT_AFTER_VOTE": "false", "ACCESS_LOG": "true"}
    become(settings)
    import django

    django.setup()
    from django.conf import settings as ours
    from django.core.management import call_command
    from django.db import connection

    ours.STATIC_ROOT.mkdir()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    ours.STORAGES = {**ours.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    log = logging.FileHandler(folder / "debug.log")
    for name in ("", "django", "django.db.backends", "django.request", "psyweb.access_log", "psycopg"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.handlers = [log] if name in {"", "django", "psyweb.access_log"} else []
    connection.force_debug_cursor = True
    return folder / "debug.log"


def _vote(poll) -> list[Vote]:
    from django.test import Client
    from django.utils import timezone

    from polls.ballots import permits
    from tests.machinery.visitor import form_fields

    chance = random.Random(SEED)
    target = f"/polls/{poll.slug}/vote/"
    votes = []
    for number in range(VOTES):
        codes = tuple(sorted(chance.sample(CHOICES, chance.randint(1, poll.most_answers))))
        origin = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_X_FORWARDED_FOR": f"10.{number % 250}.{number // 250}.7"}
        browser = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
        page = browser.post(target, {"choice": codes}, **origin)
        form = form_fields(page.content.decode(), action=target)
        thanks = browser.post(target, form, **origin)
        assert (page.status_code, thanks.status_code) == (200, 303)
        mark = permits.read(form["permit"], poll.pk, at=timezone.now()).mark.bytes
        first = f"{len(page.content)} {page.headers} {page.cookies}".encode()
        second = f"{thanks.headers} {thanks.cookies}".encode() + thanks.content
        votes.append(Vote(codes, form["permit"], mark, first + second))
    return votes
