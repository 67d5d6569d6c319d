"""Describe what the site stores: whom it is about, what it holds, how long it stays."""

from dataclasses import dataclass
from enum import Enum
from typing import cast

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _


class About(Enum):
    """Say whose data it is. The page lists them in this order."""

    READERS = "readers"
    STAFF = "staff"
    NOBODY = "nobody"


TITLES = {
    About.READERS: _("From readers and voters"),
    About.STAFF: _("About the people who work on this site"),
    About.NOBODY: _("About nobody: pages, polls and the site itself"),
}


@dataclass(frozen=True)
class DataDescription:
    """Describe what one table, file or counter holds, and for how long. A model has it as `data_description`."""

    about: About
    holds: str | Promise
    kept: str | Promise
    name: str | Promise = ""  # Where empty, the page shows the model's verbose_name_plural.


def with_number(message: Promise, **number: int) -> Promise:
    """Return a lazy plural with its number filled in when it is shown: `message % number` is translated at once."""

    def shown() -> str:
        return str(message % number)  # type: ignore[operator]  # The stub of Promise has no `%`.

    return cast("Promise", lazy(shown, str)())


FOR_GOOD = _("For good.")
HISTORY = _("For good: the public history of the pages is made of it.")
UNTIL_CHANGED = _("Until an editor changes or deletes it.")
WITH_ACCOUNT = _("As long as the account.")
