from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.models.reports import KEPT_AFTER_SETTLED
from articles.models.scratches import KEPT_FOR

from .words import FOR_GOOD, HISTORY, UNTIL_CHANGED, About, Stored

STORED = {
    "articles.MistakeReport": Stored(
        _("mistake reports"),
        About.READERS,
        _(
            "What a reader says is wrong on a page, the page, and the day. No time, no address, no browser, no name. "
            "Then what was done about it, and by whom."
        ),
        ngettext_lazy(
            "Until it is settled, and %(days)d day more.", "Until it is settled, and %(days)d days more.", "days"
        )
        % {"days": KEPT_AFTER_SETTLED.days},
    ),
    "articles.Article": Stored(
        _("articles"),
        About.STAFF,
        _("The text that editors work on, the names on it, and who owns it, submitted it and approved it."),
        UNTIL_CHANGED,
    ),
    "articles.Version": Stored(
        _("versions"), About.STAFF, _("Each saved text of an article, with who saved it and when."), HISTORY
    ),
    "articles.Edition": Stored(
        _("editions"),
        About.STAFF,
        _("Each text that was made public, with who published and approved it, what changed, and what was checked."),
        HISTORY,
    ),
    "articles.Move": Stored(
        _("history of articles"),
        About.STAFF,
        _("One line for each step of an article: who did what, when, with which note."),
        HISTORY,
    ),
    "articles.Override": Stored(
        _("checks that were set aside"),
        About.STAFF,
        _("Which check a publisher set aside, why, and until when. The page says so too."),
        HISTORY,
    ),
    "articles.Signature": Stored(
        _("signatures of clinicians"),
        About.STAFF,
        _("The name and role of a clinician who signed a text, as they gave them, and when. The page shows them."),
        HISTORY,
    ),
    "articles.SignatureVoid": Stored(
        _("signatures that no longer hold"),
        About.STAFF,
        _("Which later text a signature does not cover, and what changed in it."),
        HISTORY,
    ),
    "articles.Scratch": Stored(
        _("unsaved texts"),
        About.STAFF,
        _("What somebody typed at the desk and did not save yet. Only they can see it."),
        ngettext_lazy(
            "Until they save it or let it go; %(days)d day at most.",
            "Until they save it or let it go; %(days)d days at most.",
            "days",
        )
        % {"days": KEPT_FOR.days},
    ),
    "articles.PreviewLink": Stored(
        _("preview links"),
        About.STAFF,
        _("Who made a link to a text that is not public, for whom, and until when it works. Not who opened it."),
        FOR_GOOD,
    ),
    "articles.ReviewMail": Stored(
        _("mails about reviews"),
        About.STAFF,
        _("That one person was mailed on one day about reviews that are due."),
        FOR_GOOD,
    ),
    "articles.Section": Stored(_("sections"), About.NOBODY, _("The parts of that text."), UNTIL_CHANGED),
    "articles.Source": Stored(_("sources"), About.NOBODY, _("The sources that it cites."), UNTIL_CHANGED),
    "articles.Topic": Stored(_("topics"), About.NOBODY, _("The topics of the site."), UNTIL_CHANGED),
    "articles.Placement": Stored(
        _("places of articles"), About.NOBODY, _("Which article stands in which topic, and where."), UNTIL_CHANGED
    ),
    "articles.Edition_topics": Stored(
        _("topics of editions"), About.NOBODY, _("Which public text stands in which topic."), HISTORY
    ),
    "articles.Listing": Stored(
        _("lists of editions"), About.NOBODY, _("Title and dates of each public text, for the lists."), HISTORY
    ),
    "articles.IndexTerm": Stored(
        _("words of the A to Z"), About.NOBODY, _("Further words of the A to Z."), UNTIL_CHANGED
    ),
    "articles.GlossaryWord": Stored(
        _("glossary words"), About.NOBODY, _("Hard words that pages explain."), UNTIL_CHANGED
    ),
    "articles.Notice": Stored(
        _("notices"), About.NOBODY, _("Each version of a notice, such as the privacy notice."), HISTORY
    ),
    "articles.HelpLine": Stored(
        _("help lines"),
        About.NOBODY,
        _("Help lines, how to reach them, and when each was last verified."),
        UNTIL_CHANGED,
    ),
    "articles.WarningSigns": Stored(
        _("warning signs"), About.NOBODY, _("The signs that call for help at once."), UNTIL_CHANGED
    ),
    "articles.Picture": Stored(
        _("pictures"), About.NOBODY, _("Pictures, with who made them and their licence."), UNTIL_CHANGED
    ),
    "articles.LinkCheck": Stored(
        _("checks of links"),
        About.NOBODY,
        _("Whether an address that our pages name still answers."),
        _("Until no page names the address any more."),
    ),
    "articles.PackItem": Stored(
        _("delivered content"),
        About.NOBODY,
        _("What the site was delivered with, so that an editor's change is not overwritten."),
        FOR_GOOD,
    ),
}
