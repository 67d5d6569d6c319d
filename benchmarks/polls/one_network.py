"""Measure how many votes one network can add to a poll: on the running site, and simulated for an hour.

The running site gets real requests for a few seconds. The hour is simulated: the functions that the site calls are
called with the times of that hour, as often as they allow.
"""

import time
from collections import deque
from datetime import UTC, datetime, timedelta
from random import randrange
from unittest.mock import patch

from django.core.cache import cache

from benchmarks.django_site import serving
from benchmarks.polls import made_up
from polls.ballots import vote_limits
from privacy import rate_limit
from tests.machinery.visitor import Visitor, form_fields

ATTEMPTS = 150
NETWORK = "203.0.113.0/24"
STEP = timedelta(seconds=15)
WATCHED = timedelta(hours=2)
MIDDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def section() -> str:
    """The attack comes from changing addresses of one network, each with a forged one to the left of it."""
    poll = made_up.make_poll("attacked")
    path = f"/polls/{poll.slug}/vote/"
    with serving("psyweb.wsgi:site") as url:
        site = Visitor(url)
        pages = [site.post(path, {"choice": "1"}, X_Forwarded_For=_forged()) for _ in range(ATTEMPTS)]
        forms = [form_fields(page.text, action=path) for page in pages if page.status == 200]
        refused = sum(page.status == 429 for page in pages)
        answers = [site.post(path, form, X_Forwarded_For=_forged()).status for form in forms]
        if set(answers) != {303}:
            raise SystemExit(f"Votes were answered with {set(answers)}.")
        time.sleep(2)  # The figures are kept for a second.
        figures = site.json(f"/polls/{poll.slug}/results.json")
    counted = figures["waiting"] + figures["counted"]["total"]
    without, with_saved = (most_in_an_hour(has_saved_permits=saved) for saved in (False, True))
    return f"""## What one network can add

With the settings as they come. {ATTEMPTS} visitors of one /24 at once, from changing addresses with forged ones beside
them: {len(forms)} got a voting form, {refused} were refused. Of their votes {counted} were counted and
{figures["held"]} held apart. In the worst sixty minutes, reckoned with the site's own functions at the times of two
hours and not waited for: {without} votes counted; {with_saved} for somebody who saved up permits in the hours before.
A permit is good for two days at most. All further votes are held apart, and are taken in or left out as a whole. The
limits hold in every hour and every ten minutes, wherever they begin
(docs/decisions/rate-limits-and-logs-without-addresses.md)."""


def most_in_an_hour(*, has_saved_permits: bool) -> int:
    """Votes that reach the main box in the worst sixty minutes: an attack begins when it suits best.

    What is counted goes by parts of an hour (`rate_limit.BUCKETS`), so one of them holds every kind of beginning. The
    limits are the highest that chance can draw.
    """
    starts = [MIDDAY + place * STEP for place in range(int(vote_limits.HOUR / rate_limit.BUCKETS / STEP))]
    with patch.object(rate_limit, "draw", max):
        return max(_most_from(start, has_saved_permits=has_saved_permits) for start in starts)


def _most_from(start: datetime, *, has_saved_permits: bool) -> int:
    cache.clear()
    recent: deque[datetime] = deque()
    most, at = 0, start
    while at < start + WATCHED:
        while not vote_limits.is_to_be_held(NETWORK, at=at):
            if not has_saved_permits and not vote_limits.may_have_permit(NETWORK, at=at):
                break
            vote_limits.note_accepted(NETWORK, at=at)
            recent.append(at)
        while recent and recent[0] <= at - timedelta(hours=1):
            recent.popleft()
        most = max(most, len(recent))
        at += STEP
    return most


def _forged() -> str:
    return f"192.0.2.{randrange(256)}, 203.0.113.{randrange(256)}"
