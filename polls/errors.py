class Refused(Exception):  # noqa: N818 - says what happened, as the verbs do
    """A rule of the poll says no. The text is fit for the person who asked."""
