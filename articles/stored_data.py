"""Describe for the data inventory what articles store outside their models."""

from django.utils.translation import gettext_lazy as _

from privacy.data_inventory import tables
from privacy.data_inventory.description import HISTORY, UNTIL_CHANGED, About, DataDescription

MODELS = {
    "articles.Edition_topics": DataDescription(
        About.NOBODY, _("Which public text stands in which topic."), HISTORY, name=_("topics of editions")
    ),
    "articles.Edition_statements": DataDescription(
        About.NOBODY,
        _("Which statements a public text names, and their versions on the day of its publication."),
        HISTORY,
        name=_("statements of editions"),
    ),
}
OUTSIDE = (
    DataDescription(
        About.READERS,
        _(
            "In your own browser, only after you press the button for it on “Help now”: a copy of that page and its "
            "files, with the moment at which it was made. It is not sent to us."
        ),
        _("Until you press the button to remove it, or delete the site's data in your browser."),
        name=_("offline copies of the help lines"),
    ),
    DataDescription(
        About.NOBODY, _("The files of the pictures, in several sizes."), UNTIL_CHANGED, name=_("files of pictures")
    ),
)


def register_stored_data() -> None:
    tables.register(models=MODELS, outside=OUTSIDE)
