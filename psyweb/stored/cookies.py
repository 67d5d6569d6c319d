from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polls.retention import VOTED_COOKIE_KEPT_FOR
from polls.views.steps import cookie_name

ANY_POLL = "<poll>"


@dataclass(frozen=True)
class Cookie:
    name: str  # May end in ANY_POLL.
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


COOKIES = [
    Cookie(
        cookie_name(ANY_POLL),
        _("Set when you have voted, so that the page does not ask again. It says that, never your answer."),
        VOTED_COOKIE_KEPT_FOR,
    ),
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Keeps a person who works here logged in. Readers never get it."),
        timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ),
    Cookie(
        settings.CSRF_COOKIE_NAME,
        _("Shows that a form at the desk was sent from the desk itself. Readers never get it."),
        timedelta(seconds=settings.CSRF_COOKIE_AGE),
    ),
    Cookie(
        CookieStorage.cookie_name,
        _("Carries a message such as “Saved” to the next page of the desk. Readers never get it."),
    ),
]


def is_known_cookie(name: str) -> bool:
    return any(cookie.is_named(name) for cookie in COOKIES)
