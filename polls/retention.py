"""Define the retention periods of the polls. Periods that depend on others are computed from them.

A permit's life is given in whole UTC days, because a mark stores the day of issue and no time. From it follow:

- A mark makes its permit unusable. If the mark were deleted while a server still accepts the permit, one person could
  vote twice. So a mark is kept for the permit's life plus a margin.
- A mark key turns a permit into its mark. If the key were destroyed too early, a valid permit would be refused, and a
  voter whose response was lost would not learn that the vote counted. A key mints its last permit on the day before its
  successor settles; it is kept for that permit's life plus the margin. Each key's end depends on its own successor, so
  the rule holds however many keys are made within a permit's life.
- A box key opens ballots. A process may seal a ballot with a key that was retired after the process read it, and store
  the ballot a little later. So a retired key is kept for longer than both, and is destroyed only when no ballot needs
  it.
"""

from datetime import timedelta
from math import ceil

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

PERMIT_GOOD_FOR = timedelta(days=1)
"""After the UTC day of issue: a permit is good on that day and the next."""

DAY_MARGIN = 2 * DAY
"""One day for a server whose clock shows another day, one for a vote that began before midnight."""

MARK_KEPT_FOR = PERMIT_GOOD_FOR + DAY_MARGIN
"""After the permit's UTC day of issue."""

MARK_KEY_RENEWED_AFTER = timedelta(days=30)
"""From the day on which a key is made until its successor is made."""

MARK_KEY_SETTLES_IN = DAY
"""From the day on which a key is made until it mints permits, so that every web server has received it."""

MARK_KEY_OUTLIVES_SUCCESSOR = MARK_KEY_SETTLES_IN - DAY + PERMIT_GOOD_FOR + DAY_MARGIN
"""From the day on which the successor is made until the key is destroyed."""

MARK_KEY_KEPT_FOR = MARK_KEY_RENEWED_AFTER + MARK_KEY_OUTLIVES_SUCCESSOR
"""From the day on which a key is made until it is destroyed."""

MARK_KEY_CACHED_FOR = timedelta(minutes=1)
"""In a process's memory."""

POLL_CACHED_FOR = timedelta(seconds=5)
"""In a process's memory, with the public keys that ballots are sealed with. The design allows 60 seconds."""

VOTE_STORED_WITHIN = timedelta(minutes=10)
"""From the moment at which a vote reads its key until its ballot is stored, even if the database is slow."""

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""At most, between the clocks of the host that retires a box key and the host that destroys it."""

RETIRED_BOX_KEY_KEPT_FOR = ceil((POLL_CACHED_FOR + VOTE_STORED_WITHIN + CLOCKS_DIFFER_BY) / HOUR) * HOUR
"""In full hours, because the time of retirement is stored as a full hour."""

VOTED_COOKIE_KEPT_FOR = timedelta(days=400)
"""The longest that browsers keep a cookie."""
