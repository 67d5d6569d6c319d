from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from polls.retention import MARK_KEPT_FOR

from .words import FOR_GOOD, About, Stored

STORED = {
    "polls.SealedBallot": Stored(
        _("sealed ballots"),
        About.READERS,
        _("An answer, encrypted so that only the count can read it. No time, no address, no browser, no name."),
        _("Until the next count of its poll; then it is deleted."),
    ),
    "polls.Mark": Stored(
        _("used permits"),
        About.READERS,
        _("That some permit to vote was used, as a number that leads to nobody, and the day it was issued."),
        ngettext_lazy("%(days)d day after that day.", "%(days)d days after that day.", "days")
        % {"days": MARK_KEPT_FOR.days},
    ),
    "polls.Count": Stored(
        _("ledger entries"),
        About.READERS,
        _("The ledger of a poll: a day, and how many gave which answer. Sums only."),
        FOR_GOOD,
    ),
    "polls.ExportLog": Stored(
        _("exports of counts"), About.STAFF, _("Who took the figures of which poll out, when and why."), FOR_GOOD
    ),
    "polls.Poll": Stored(
        _("polls"), About.NOBODY, _("The polls, when each opens and closes, and its rules of counting."), FOR_GOOD
    ),
    "polls.Choice": Stored(_("choices"), About.NOBODY, _("The answers that can be chosen."), FOR_GOOD),
    "polls.Wording": Stored(
        _("wordings"), About.NOBODY, _("The words of a poll that people voted on, and why they changed."), FOR_GOOD
    ),
    "polls.BoxKey": Stored(
        _("keys of ballot boxes"),
        About.NOBODY,
        _("The public keys that ballots are sealed with. They open nothing."),
        FOR_GOOD,
    ),
}
