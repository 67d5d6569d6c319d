from django.utils.translation import gettext_lazy as _

from .words import FOR_GOOD, About, Stored

STORED = {
    "polls.SealedBallot": Stored(
        About.READERS,
        _("An answer, encrypted so that only the count can read it. No time, no address, no browser, no name."),
        _("Until the next count of its poll; then it is deleted."),
    ),
    "polls.Mark": Stored(
        About.READERS,
        _("That some permit to vote was used, as a number that leads to nobody, and the day it was issued."),
        _("Three days after that day."),
    ),
    "polls.Count": Stored(
        About.READERS, _("The ledger of a poll: a day, and how many gave which answer. Sums only."), FOR_GOOD
    ),
    "polls.ExportLog": Stored(About.STAFF, _("Who took the figures of which poll out, when and why."), FOR_GOOD),
    "polls.Poll": Stored(
        About.NOBODY, _("The polls, when each opens and closes, and its rules of counting."), FOR_GOOD
    ),
    "polls.Choice": Stored(About.NOBODY, _("The answers that can be chosen."), FOR_GOOD),
    "polls.Wording": Stored(
        About.NOBODY, _("The words of a poll that people voted on, and why they changed."), FOR_GOOD
    ),
    "polls.BoxKey": Stored(
        About.NOBODY, _("The public keys that ballots are sealed with. They open nothing."), FOR_GOOD
    ),
}
