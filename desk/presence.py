"""Tell who else has a form open. Kept in the cache alone, and for a minute."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Model
from redis.exceptions import RedisError

from .models import place_of
from .staff import name_of

SEEN_FOR = timedelta(minutes=1)  # The page asks every 20 seconds (js/presence.js).


def others(user: User, row: Model, *, at: datetime) -> list[str]:
    """Note that the user has the form open at this moment. Return the names of the others, in their order.

    Two notes at the same moment may lose one of them until the next, which is harmless.
    """
    key = "desk.presence:{model}:{row}".format(**place_of(row))
    try:
        seen = {pk: entry for pk, entry in cache.get(key, {}).items() if at - entry[1] < SEEN_FOR}
        cache.set(key, {**seen, user.pk: (name_of(user), at)}, SEEN_FOR.total_seconds())
    except RedisError:  # Nobody's work depends on it.
        return []
    return sorted(name for pk, (name, _at) in seen.items() if pk != user.pk)
