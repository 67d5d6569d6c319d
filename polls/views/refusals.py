"""Define the messages that refuse a vote. None of them may repeat the answer."""

from django.utils.translation import gettext_lazy as _

NO_CHOICE = _("Please choose one of the answers, then press the button again.")
UNREADABLE = _("This did not reach us as a voting form. Please choose your answer and press the button.")
HONEYPOT = _("A field that people do not see was filled in. Please choose your answer again.")
FOREIGN_ORIGIN = _("Votes count only from this page itself. Please choose your answer here.")
CLOSED = _("This poll is closed. It takes no more votes.")
TOO_MANY = _(
    "Many people on your network are voting just now. Please try again later. Nothing of your answer was kept."
)
AWAY = _("Your vote could not be saved just now. Please press the button again in a moment. It counts only once.")
