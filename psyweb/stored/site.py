"""What Django and the log-in library store, the tables that are no models, and what lies outside of the database."""

from django.utils.translation import gettext_lazy as _

from .words import FOR_GOOD, UNTIL_CHANGED, WITH_ACCOUNT, About, Stored

STORED = {
    "auth.User": Stored(
        About.STAFF,
        _("Name, email address and a hash of the password of each person who works here, and their last log-in."),
        _("Until an administrator deletes the account. One that the public history names is switched off instead."),
    ),
    "auth.User_groups": Stored(About.STAFF, _("Who has which role."), WITH_ACCOUNT),
    "auth.User_user_permissions": Stored(
        About.STAFF, _("Rights given to one person. The desk gives none."), WITH_ACCOUNT
    ),
    "account.EmailAddress": Stored(About.STAFF, _("The email address of an account, for the log-in."), WITH_ACCOUNT),
    "account.EmailConfirmation": Stored(
        About.STAFF, _("Open questions whether an address is right. This site asks none."), WITH_ACCOUNT
    ),
    "mfa.Authenticator": Stored(
        About.STAFF,
        _("The second step of a log-in: a secret, encrypted; the public half of a passkey; codes for emergencies."),
        _("Until its owner removes it, or with the account."),
    ),
    "sessions.Session": Stored(
        About.STAFF,
        _("That a browser is logged in at the desk, and since when. Readers have none."),
        _("Works for 12 hours; deleted at log-out, or by the next daily upkeep."),
    ),
    "admin.LogEntry": Stored(About.STAFF, _("Who added, changed or deleted what at the desk, and when."), WITH_ACCOUNT),
    "auth.Group": Stored(About.NOBODY, _("The roles, such as author and publisher."), UNTIL_CHANGED),
    "auth.Group_permissions": Stored(About.NOBODY, _("What each role may do."), UNTIL_CHANGED),
    "auth.Permission": Stored(About.NOBODY, _("What can be allowed."), FOR_GOOD),
    "contenttypes.ContentType": Stored(About.NOBODY, _("The kinds of things that the other tables hold."), FOR_GOOD),
}
# By the beginning of their names. No model stands for them.
FURTHER_TABLES = {
    "psyweb_search": (
        _("search index"),
        Stored(
            About.NOBODY,
            _("The words of public pages, to find them. What people search for is not stored."),
            _("Follows the pages."),
        ),
    ),
    "django_migrations": (
        _("structure of the database"),
        Stored(About.NOBODY, _("Which changes of the tables were made, and when."), FOR_GOOD),
    ),
}
OUTSIDE_THE_DATABASE = [
    (
        _("counters of networks"),
        Stored(
            About.READERS,
            _(
                "How many votes or reports came from one network, as a number under a hash whose key changes each day. "
                "In memory, or in the cache that the servers share."
            ),
            _("An hour at most."),
        ),
    ),
    (
        _("server log"),
        Stored(
            About.READERS,
            _("Faults, and where it is switched on a line for each request, without address and without polls."),
            _("As the privacy notice says."),
        ),
    ),
    (
        _("counters of the log-in"),
        Stored(
            About.STAFF,
            _(
                "How often an address or a name tried to log in lately. "
                "In memory, or in the cache that the servers share."
            ),
            _("Five minutes at most."),
        ),
    ),
    (
        _("keys of the polls"),
        Stored(
            About.NOBODY,
            _("The files that open ballots and make marks, apart from the database."),
            _("Until a later count destroys them; a key for marks, 33 days."),
        ),
    ),
    (_("pictures"), Stored(About.NOBODY, _("The files of the pictures, in several sizes."), UNTIL_CHANGED)),
]
