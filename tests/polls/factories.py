"""Made-up polls and votes."""

from itertools import count as numbers

from django.contrib.auth.models import Permission, User
from django.utils import timezone

from polls import lifecycle
from polls.ballots import casting, permits, sealing
from polls.models import Box, BoxKey
from polls.results import poll_cache
from tests.moments import DAY, NOON

NOW = NOON
__all__ = ["DAY", "NOW"]
CHOICES = [(1, "Yes, now"), (2, "Yes, before"), (3, "No, never"), (4, "Prefer not to say")]
CARRIED_OVER = lifecycle.CarriedOver(total=3979, origin="the earlier site", note="Made up for a test.")
ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
_numbers = numbers(1)


def make_poll(**parts):
    number = next(_numbers)
    return lifecycle.create_poll(
        **{
            "slug": f"made-up-{number}",
            "question": f"Is this made up? ({number})",
            "choices": CHOICES,
            "sample_statement": "Readers who chose to answer. Not a survey.",
            "carried_over": CARRIED_OVER,
            **parts,
        }
    )


def make_harmless_poll(**parts):
    return make_poll(**{"is_sensitive": False, "count_minimum": 1, "count_interval_days": 0, **parts})


def cast(poll, *codes, at=None, box=Box.MAIN, token=None):
    """One vote with a permit of its own, without a request."""
    at = at or timezone.now()
    token = token or permits.mint(poll.pk, at=at)
    cached = poll_cache.find(poll.slug, at=at)
    return casting.cast(cached, codes, permits.read(token, poll.pk, at=at), box=box, at=at)


def make_poll_of_several(**parts):
    return make_poll(**{"most_answers": 3, **parts})


def cast_many(poll, votes, *, at=None, box=Box.MAIN):
    """`votes`: number by code, or by several codes."""
    for codes, number in votes.items():
        for _ in range(number):
            assert cast(poll, *(codes if isinstance(codes, tuple) else [codes]), at=at, box=box)


def make_person(*codenames):
    person = User.objects.create_user(f"made-up-{next(_numbers)}", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="polls", codename__in=codenames))
    return person


def lose_keys(poll):
    for path in _key_paths(poll):
        path.unlink()


def damage_keys(poll, secret=b"made up"):
    for path in _key_paths(poll):
        path.chmod(0o600)
        path.write_bytes(secret)


def _key_paths(poll):
    return [sealing._path(key) for key in BoxKey.objects.filter(poll=poll)]
