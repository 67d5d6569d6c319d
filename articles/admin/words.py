"""What the desk's scripts say, for the page to hand over as JSON. {…} is filled in by the script."""

from django.utils.translation import gettext_lazy as _

from .. import callouts

WORDS = {
    "kept": _("Your text is kept, as of {time}. It is not saved yet."),
    "too_long": _("This is more than an article can hold, so it could not be kept. Take something out."),
    "kept_elsewhere": _(
        "Another tab, or an earlier day, holds unsaved text of this article, so what you type here is not kept. "
        "Save it, or settle the other one first."
    ),
    "logged_out": _("Your session has ended. Nothing that you typed is lost."),
    "log_in": _("Log in, in a tab of its own"),
    "then_save": _("Then come back to this tab and save."),
    "logged_in_again": _("You are logged in again. Save when you are ready."),
    "offline": _("The site can't be reached. Your text is still here, and is kept once it can."),
    "checking": _("Checking…"),
    "toolbar": _("Marks for the text"),
    "bold": _("Bold"),
    "heading": _("Heading"),
    "list": _("List"),
    "numbered": _("Numbered list"),
    "link": _("Link"),
    "cite": _("Cite a source"),
    "callout": _("Callout"),
    "callouts": [{"name": name, "title": title} for name, title in callouts.TITLES.items()],
    "link_words": _("words"),
    "find_source": _("Find a source by its key, title or publisher"),
    "sources_found": _("{count} sources"),
    "no_source": _("No source here. Enter keeps what you typed."),
    "pasted": _("Pasted as plain marks: {count} characters. Look it over."),
    "pasted_too_long": _("This paste has {count} characters; a section can hold {most}. Nothing was pasted."),
    "move_up": _("Move up"),
    "move_down": _("Move down"),
    "drag": _("Drag to move"),
    "moved": _("“{name}” is number {place} of {count} now."),
    "nameless": _("This one"),
    "find_picture": _("Find another picture by its words or its credit"),
    "pictures_found": _("{count} pictures"),
}
