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
HONEYPOT = _(
    "A field that people do not see was filled in, perhaps by your browser or a password manager. Your vote is not "
    "counted yet. Please try once more."
)
FOREIGN_ORIGIN = _("Votes count only from this page itself. Please choose your answer here.")
NO_ORIGIN = _(
    "Your browser did not say that the vote comes from this page, so we could not take it. A privacy tool may remove "
    "that, or the browser is an old one. Switch the tool off for this site, or open this page in another browser, and "
    "vote there. Without that, trying again will not help."
)
CLOSED = _("This poll is closed. It takes no more votes.")
TOO_MANY = _(
    "Many people on your network are voting just now. Please try again later. Nothing of your answer was kept."
)
AWAY = _("Your vote could not be saved just now. Please press the button again in a moment. It counts only once.")
