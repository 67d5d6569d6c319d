"""What Django and the log-in library store, the tables that are no models, and what lies outside of the database."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from polls import abuse, counters
from polls.retention import MARK_KEY_KEPT_FOR

from .. import reports
from .words import FOR_GOOD, UNTIL_CHANGED, WITH_ACCOUNT, About, Stored

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
WINDOWS_OF_NETWORKS = (abuse.HOUR, abuse.HELD_WINDOW, reports.HOUR)

STORED = {
    "auth.User": Stored(
        _("accounts"),
        About.STAFF,
        _("Name, email address and a hash of the password of each person who works here, and their last log-in."),
        _("Until an administrator deletes the account. One that the public history names is switched off instead."),
    ),
    "auth.User_groups": Stored(_("roles of people"), About.STAFF, _("Who has which role."), WITH_ACCOUNT),
    "auth.User_user_permissions": Stored(
        _("rights of people"), About.STAFF, _("Rights given to one person. The desk gives none."), WITH_ACCOUNT
    ),
    "account.EmailAddress": Stored(
        _("email addresses"), About.STAFF, _("The email address of an account, for the log-in."), WITH_ACCOUNT
    ),
    "account.EmailConfirmation": Stored(
        _("questions about email addresses"),
        About.STAFF,
        _("Open questions whether an address is right. This site asks none."),
        WITH_ACCOUNT,
    ),
    "mfa.Authenticator": Stored(
        _("second factors"),
        About.STAFF,
        _("The second step of a log-in: a secret, encrypted; the public half of a passkey; codes for emergencies."),
        _("Until its owner removes it, or with the account."),
    ),
    "sessions.Session": Stored(
        _("log-ins"),
        About.STAFF,
        _("That a browser is logged in at the desk, and since when. Readers have none."),
        ngettext_lazy(
            "Works for %(hours)d hour; deleted at log-out, or by the next daily upkeep.",
            "Works for %(hours)d hours; deleted at log-out, or by the next daily upkeep.",
            "hours",
        )
        % {"hours": timedelta(seconds=settings.SESSION_COOKIE_AGE) // HOUR},
    ),
    "admin.LogEntry": Stored(
        _("log of the desk"), About.STAFF, _("Who added, changed or deleted what at the desk, and when."), WITH_ACCOUNT
    ),
    "auth.Group": Stored(_("roles"), About.NOBODY, _("The roles, such as author and publisher."), UNTIL_CHANGED),
    "auth.Group_permissions": Stored(_("rights of roles"), About.NOBODY, _("What each role may do."), UNTIL_CHANGED),
    "auth.Permission": Stored(_("rights"), About.NOBODY, _("What can be allowed."), FOR_GOOD),
    "contenttypes.ContentType": Stored(
        _("kinds of things"), About.NOBODY, _("The kinds of things that the other tables hold."), FOR_GOOD
    ),
}
# By the beginning of their names. No model stands for them.
FURTHER_TABLES = {
    "psyweb_search": Stored(
        _("search index"),
        About.NOBODY,
        _("The words of public pages, to find them. What people search for is not stored."),
        _("Follows the pages."),
    ),
    "django_migrations": Stored(
        _("structure of the database"), About.NOBODY, _("Which changes of the tables were made, and when."), FOR_GOOD
    ),
}
OUTSIDE_THE_DATABASE = [
    Stored(
        _("counters of networks"),
        About.READERS,
        _(
            "How many votes or reports came from one network, as a number under a hash whose key changes each day. "
            "In memory, or in the cache that the servers share."
        ),
        ngettext_lazy("%(minutes)d minute at most.", "%(minutes)d minutes at most.", "minutes")
        % {"minutes": max(map(counters.kept_for, WINDOWS_OF_NETWORKS)) // MINUTE},
    ),
    Stored(
        _("server log"),
        About.READERS,
        _("Faults, and where it is switched on a line for each request, without address and without polls."),
        _("As the privacy notice says."),
    ),
    Stored(
        _("counters of the log-in"),
        About.STAFF,
        _("How often an address or a name tried to log in lately. In memory, or in the cache that the servers share."),
        _("Five minutes at most."),
    ),
    Stored(
        _("keys of the polls"),
        About.NOBODY,
        _("The files that open ballots and make marks, apart from the database."),
        ngettext_lazy(
            "Until a later count destroys them; a key for marks, %(days)d day.",
            "Until a later count destroys them; a key for marks, %(days)d days.",
            "days",
        )
        % {"days": MARK_KEY_KEPT_FOR.days},
    ),
    Stored(_("files of pictures"), About.NOBODY, _("The files of the pictures, in several sizes."), UNTIL_CHANGED),
]
