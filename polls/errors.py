"""Define the domain error of the polls."""


class Refused(Exception):  # noqa: N818 - says what happened, as the verbs do
    """A rule of the poll forbids what was asked. The text is translated and fit to be shown to the user."""
