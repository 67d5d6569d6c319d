"""Describe what the site stores: whom it is about, what it holds, how long it stays."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class About(Enum):
    """Whose data it is; in the order of the page."""

    READERS = "readers"
    STAFF = "staff"
    NOBODY = "nobody"


TITLES = {
    About.READERS: _("From readers and voters"),
    About.STAFF: _("About the people who work on this site"),
    About.NOBODY: _("About nobody: pages, polls and the site itself"),
}


@dataclass(frozen=True)
class Stored:
    """What one table, file or counter holds. A model carries it as its attribute `stored`."""

    about: About
    holds: str | Promise
    kept: str | Promise
    name: str | Promise = ""  # Empty: the model's verbose_name_plural.


FOR_GOOD = _("For good.")
HISTORY = _("For good: the public history of the pages is made of it.")
UNTIL_CHANGED = _("Until an editor changes or deletes it.")
WITH_ACCOUNT = _("As long as the account.")
