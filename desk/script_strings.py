"""Give the desk's scripts their strings, which the page hands over as JSON. The script fills in {…}."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "kept": _("Your text is kept, as of {time}. It is not saved yet."),
    "too_long": _("This is more than can be kept, so it was not. Take something out."),
    "kept_elsewhere": _(
        "Another tab, or an earlier day, holds unsaved text of this form, so what you type here is not kept. "
        "Save it, or settle the other one first."
    ),
    "logged_out": _("Your session has ended. Nothing that you typed is lost."),
    "log_in": _("Log in, in a tab of its own"),
    "then_save": _("Then come back to this tab and save."),
    "logged_in_again": _("You are logged in again. Save when you are ready."),
    "here": _("Open here too: {names}."),
    "offline": _("The site can't be reached. Your text is still here, and is kept once it can."),
}
