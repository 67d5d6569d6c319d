"""Describe for the data inventory what articles store outside their models."""

from django.utils.translation import gettext_lazy as _

from privacy.data_inventory import tables
from privacy.data_inventory.description import HISTORY, UNTIL_CHANGED, About, DataDescription

MODELS = {
    "articles.Edition_topics": DataDescription(
        About.NOBODY, _("Which public text stands in which topic."), HISTORY, name=_("topics of editions")
    ),
}
OUTSIDE = (
    DataDescription(
        About.NOBODY, _("The files of the pictures, in several sizes."), UNTIL_CHANGED, name=_("files of pictures")
    ),
)


def register_stored_data() -> None:
    tables.register(models=MODELS, outside=OUTSIDE)
