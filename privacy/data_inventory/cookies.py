"""List the cookies that the site sets, each with its purpose and its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from .stored import About

ANY_POLL = "<poll>"  # Stands for a poll's slug at the end of a name.


@dataclass(frozen=True)
class Cookie:
    name: str  # May end in ANY_POLL.
    about: About
    purpose: str | Promise
    life: timedelta | None = None  # None: until it was read, or the browser is closed.

    @property
    def days(self) -> int:
        return self.life.days if self.life else 0

    @property
    def hours(self) -> int:
        return self.life.seconds // 3600 if self.life else 0

    def is_named(self, name: str) -> bool:
        return name.startswith(self.name.removesuffix(ANY_POLL)) if self.name.endswith(ANY_POLL) else name == self.name


_cookies: list[Cookie] = []


def register_cookies(*cookies: Cookie) -> None:
    _cookies.extend(cookies)


def known_cookies() -> list[Cookie]:
    """Those of readers first."""
    return sorted(_cookies, key=lambda cookie: list(About).index(cookie.about))


def is_known_cookie(name: str) -> bool:
    return any(cookie.is_named(name) for cookie in _cookies)
