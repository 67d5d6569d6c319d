"""Describe for the data inventory what Django and the log-in library store, and which cookies they set."""

from datetime import timedelta

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.upkeep import reader_forms
from desk.login import desk_cookie, password_reset
from polls.ballots import vote_limits
from privacy import rate_limit
from privacy.data_inventory import tables
from privacy.data_inventory.cookies import Cookie, register_cookies
from privacy.data_inventory.description import (
    FOR_GOOD,
    UNTIL_CHANGED,
    WITH_ACCOUNT,
    About,
    DataDescription,
    with_number,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MODELS = {
    "auth.User": DataDescription(
        About.STAFF,
        _("Name, email address and a hash of the password of each person who works here, and their last log-in."),
        _("Until an administrator deletes the account. One that the public history names is switched off instead."),
        name=_("accounts"),
    ),
    "auth.User_groups": DataDescription(About.STAFF, _("Who has which role."), WITH_ACCOUNT, name=_("roles of people")),
    "auth.User_user_permissions": DataDescription(
        About.STAFF, _("Rights given to one person. The desk gives none."), WITH_ACCOUNT, name=_("rights of people")
    ),
    "account.EmailAddress": DataDescription(
        About.STAFF, _("The email address of an account, for the log-in."), WITH_ACCOUNT, name=_("email addresses")
    ),
    "account.EmailConfirmation": DataDescription(
        About.STAFF,
        _("Open questions whether an address is right. This site asks none."),
        WITH_ACCOUNT,
        name=_("questions about email addresses"),
    ),
    "mfa.Authenticator": DataDescription(
        About.STAFF,
        _("The second step of a log-in: a secret, encrypted; the public half of a passkey; codes for emergencies."),
        _("Until its owner removes it, or with the account."),
        name=_("second factors"),
    ),
    "sessions.Session": DataDescription(
        About.STAFF,
        _("That a browser is logged in at the desk, and since when. Readers have none."),
        with_number(
            ngettext_lazy(
                "Works for %(hours)d hour; deleted at log-out, or by the next daily upkeep.",
                "Works for %(hours)d hours; deleted at log-out, or by the next daily upkeep.",
                "hours",
            ),
            hours=timedelta(seconds=settings.SESSION_COOKIE_AGE) // HOUR,
        ),
        name=_("log-ins"),
    ),
    "admin.LogEntry": DataDescription(
        About.STAFF,
        _("Who added, changed or deleted what at the desk, and when."),
        WITH_ACCOUNT,
        name=_("log of the desk"),
    ),
    "auth.Group": DataDescription(
        About.NOBODY, _("The roles, such as author and publisher."), UNTIL_CHANGED, name=_("roles")
    ),
    "auth.Group_permissions": DataDescription(
        About.NOBODY, _("What each role may do."), UNTIL_CHANGED, name=_("rights of roles")
    ),
    "auth.Permission": DataDescription(About.NOBODY, _("What can be allowed."), FOR_GOOD, name=_("rights")),
    "contenttypes.ContentType": DataDescription(
        About.NOBODY, _("The kinds of things that the other tables hold."), FOR_GOOD, name=_("kinds of things")
    ),
}
TABLES = {
    "django_migrations": DataDescription(
        About.NOBODY,
        _("Which changes of the tables were made, and when."),
        FOR_GOOD,
        name=_("structure of the database"),
    )
}
WINDOWS_OF_NETWORKS = (vote_limits.HOUR, vote_limits.HELD_WINDOW, reader_forms.HOUR)
OUTSIDE = (
    DataDescription(
        About.READERS,
        _(
            "How many votes, reports or answers came from one network, as a number under a hash whose key changes each "
            "day. In memory, or in the cache that the servers share."
        ),
        with_number(
            ngettext_lazy("%(minutes)d minute at most.", "%(minutes)d minutes at most.", "minutes"),
            minutes=max(map(rate_limit.counter_lifetime, WINDOWS_OF_NETWORKS)) // MINUTE,
        ),
        name=_("counters of networks"),
    ),
    DataDescription(
        About.READERS,
        _("Faults, and where it is switched on a line for each request, without address and without polls."),
        _("As the privacy notice says."),
        name=_("server log"),
    ),
    DataDescription(
        About.STAFF,
        _(
            "How often an address or a name tried to log in, or asked for a new password, lately. "
            "In memory, or in the cache that the servers share."
        ),
        with_number(
            ngettext_lazy("%(minutes)d minute at most.", "%(minutes)d minutes at most.", "minutes"),
            minutes=rate_limit.counter_lifetime(password_reset.WINDOW) // MINUTE,
        ),
        name=_("counters of the log-in"),
    ),
)


def register_stored_data() -> None:
    """Add tables, counters, logs and cookies to the inventory. Called once, when the apps are ready."""
    tables.register(models=MODELS, tables=TABLES, outside=OUTSIDE)
    register_cookies(
        Cookie(
            settings.SESSION_COOKIE_NAME,
            About.STAFF,
            _("Keeps a person who works here logged in. Readers never get it."),
            timedelta(seconds=settings.SESSION_COOKIE_AGE),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            About.STAFF,
            _("Shows that a form at the desk was sent from the desk itself. Readers never get it."),
            timedelta(seconds=settings.CSRF_COOKIE_AGE),
        ),
        Cookie(
            desk_cookie.NAME,
            About.STAFF,
            _("Shows “Edit this page” on articles to a person who works here. It names nobody. Readers never get it."),
        ),
        Cookie(
            CookieStorage.cookie_name,
            About.STAFF,
            _("Carries a message such as “Saved” to the next page of the desk. Readers never get it."),
        ),
    )
