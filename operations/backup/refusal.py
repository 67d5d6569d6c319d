"""Define the error of the commands that keep, restore and move the site's data."""

from django.core.management.base import CommandError


class Refused(CommandError):  # noqa: N818 - says what happened
    """The command changed nothing, or left what it made to be looked at. The text says why, in one line."""
