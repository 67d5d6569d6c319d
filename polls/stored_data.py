"""Register the voter's cookie and the polls' key files in the data inventory; models register themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory import tables
from privacy.data_inventory.cookies import ANY_POLL, Cookie, register_cookies
from privacy.data_inventory.description import About, DataDescription, with_number

from . import retention
from .views.vote_responses import cookie_name

OUTSIDE = (
    DataDescription(
        About.NOBODY,
        _("The files that open ballots and make marks, apart from the database."),
        with_number(
            ngettext_lazy(
                "Until a later count destroys them; a key for marks, %(days)d day.",
                "Until a later count destroys them; a key for marks, %(days)d days.",
                "days",
            ),
            days=retention.MARK_KEY_KEPT_FOR.days,
        ),
        name=_("keys of the polls"),
    ),
)


def register_stored_data() -> None:
    tables.register(outside=OUTSIDE)
    register_cookies(
        Cookie(
            cookie_name(ANY_POLL),
            About.READERS,
            _("Set when you have voted, so that the page does not ask again. It says that, never your answer."),
            retention.VOTED_COOKIE_KEPT_FOR,
        )
    )
