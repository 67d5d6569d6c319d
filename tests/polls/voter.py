"""Votes until it is killed: `python -m tests.polls.voter SLUG TIME`, with permits and choices on its input."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django

THREADS = 4


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
    from polls.ballots import casting, permits
    from polls.results import poll_cache

    slug, at = sys.argv[1], datetime.fromisoformat(sys.argv[2])
    poll = poll_cache.find(slug, at=at).poll

    def cast(line: str) -> None:
        token, code = line.split()
        casting.cast(poll_cache.find(slug, at=at), [int(code)], permits.read(token, poll.pk, at=at), at=at)
        print(token, flush=True)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(cast, sys.stdin.read().splitlines()))


main()
