"""Define the messages that refuse a vote. None of them may repeat the answer."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

NO_CHOICE = _("Please choose one of the answers, then press the button again.")
NO_ANSWERS = _("Please choose at least one of the answers, then press the button again.")
TOO_MANY_ANSWERS = ngettext_lazy(
    "Please choose one answer and no more, then press the button again.",
    "Please choose %(most)d answers at most, then press the button again.",
    "most",
)
UNREADABLE = _("This did not reach us as a voting form. Please choose your answer and press the button.")
HONEYPOT = _("A field that people do not see was filled in. Please choose your answer again.")
FOREIGN_ORIGIN = _("Votes count only from this page itself. Please choose your answer here.")
CLOSED = _("This poll is closed. It takes no more votes.")
TOO_MANY = _(
    "Many people on your network are voting just now. Please try again later. Nothing of your answer was kept."
)
AWAY = _("Your vote could not be saved just now. Please press the button again in a moment. It counts only once.")
