"""Translate the strings of the article form's scripts; desk/script_strings.py has those of every form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ...markdown.blocks import callout

WORDS = {
    "checking": _("Checking…"),
    "toolbar": _("Marks for the text"),
    "bold": _("Bold"),
    "heading": _("Heading"),
    "list": _("List"),
    "numbered": _("Numbered list"),
    "link": _("Link"),
    "cite": _("Cite a source"),
    "callout": _("Callout"),
    "callouts": [{"name": name, "title": title} for name, title in callout.TITLES.items()],
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
