"""List the cookies that the site sets, each with its purpose and its lifetime."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from .description import About

ANY_POLL = "<poll>"  # Placeholder for a poll's slug, at the end of a cookie's name.


@dataclass(frozen=True)
class Cookie:
    """Describe a cookie: whose it is, its purpose, and its lifetime."""

    name: str  # May end in ANY_POLL.
    about: About
    purpose: str | Promise
    life: timedelta | None = None  # None: until it is read, or until the browser is closed.

    @property
    def days(self) -> int:
        """Whole days of the lifetime."""
        return self.life.days if self.life else 0

    @property
    def hours(self) -> int:
        """Hours of the lifetime beyond its whole days."""
        return self.life.seconds // 3600 if self.life else 0

    def is_named(self, name: str) -> bool:
        """Return whether a cookie of this name is described here, for any poll where the name ends in ANY_POLL."""
        return name.startswith(self.name.removesuffix(ANY_POLL)) if self.name.endswith(ANY_POLL) else name == self.name


_cookies: list[Cookie] = []


def register_cookies(*cookies: Cookie) -> None:
    """Add cookies to the inventory. Each package calls this from its `AppConfig.ready`."""
    _cookies.extend(cookies)


def known_cookies() -> list[Cookie]:
    """Return all registered cookies: those of readers first, then by the order of `About`."""
    return sorted(_cookies, key=lambda cookie: list(About).index(cookie.about))


def is_known_cookie(name: str) -> bool:
    """Return whether a registered cookie describes this name."""
    return any(cookie.is_named(name) for cookie in _cookies)
