"""Define how long the polls keep what they keep. A number that follows from others is computed from them.

A permit's life is told in whole UTC days, because a mark stores the day of issue and no time. From it follow:

- The mark makes the permit unusable. Deleted while some server still accepts the permit, it would let one person vote
  twice. So a mark is kept for the permit's life and a margin.
- The mark key turns a permit into its mark. Destroyed too early, it would refuse a permit that is still good, and a
  voter whose answer was lost would not hear that the vote counted. A key mints its last permit on the day before its
  successor settles; it is kept for that permit's life and the margin. Each key is judged by its own successor, so the
  rule holds however many keys are made within a permit's life.
- A box key opens ballots. A process may seal with a key that was retired since the process read it, and stores the
  ballot a little later. So a retired key is kept for longer than both, and is destroyed only when no ballot needs it.
"""

from datetime import timedelta
from math import ceil

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

PERMIT_GOOD_FOR = timedelta(days=1)
"""Beyond the UTC day of issue: a permit is good on that day and the next."""

DAY_MARGIN = 2 * DAY
"""One day for a server whose clock says another day, one for a vote that began before midnight."""

MARK_KEPT_FOR = PERMIT_GOOD_FOR + DAY_MARGIN
"""Beyond the permit's UTC day of issue."""

MARK_KEY_RENEWED_AFTER = timedelta(days=30)
"""From the day on which a key is made until its successor is made."""

MARK_KEY_SETTLES_IN = DAY
"""From the day on which a key is made until it mints, so that every web server has been given it."""

MARK_KEY_OUTLIVES_SUCCESSOR = MARK_KEY_SETTLES_IN - DAY + PERMIT_GOOD_FOR + DAY_MARGIN
"""From the day on which the successor is made until the key is destroyed."""

MARK_KEY_KEPT_FOR = MARK_KEY_RENEWED_AFTER + MARK_KEY_OUTLIVES_SUCCESSOR
"""From the day on which a key is made until it is destroyed."""

MARK_KEY_CACHED_FOR = timedelta(minutes=1)
"""In a process's memory."""

POLL_CACHED_FOR = timedelta(seconds=5)
"""In a process's memory, with the public keys that ballots are sealed with. The design allows 60 seconds."""

VOTE_STORED_WITHIN = timedelta(minutes=10)
"""From the moment a vote has its key until its ballot is stored, with a database that makes it wait."""

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""At most, between the host that retires a box key and the one that destroys it."""

RETIRED_BOX_KEY_KEPT_FOR = ceil((POLL_CACHED_FOR + VOTE_STORED_WITHIN + CLOCKS_DIFFER_BY) / HOUR) * HOUR
"""In full hours, because the moment of retirement is stored as one."""

VOTED_COOKIE_KEPT_FOR = timedelta(days=400)
"""The longest that browsers keep a cookie."""
