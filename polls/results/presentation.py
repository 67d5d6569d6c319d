"""Say in translated sentences what the figures mean. Whole sentences, because languages differ in their word order."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Count, Kind, Poll


def when_counted(*, as_of: date | None, next_count_from: date | None, minimum: int, today: date) -> str:
    """When the split was last counted, and what the next count waits for; None: no more counts will come."""
    last = (
        _("The split is as of %(day)s.") % {"day": date_format(as_of)}
        if as_of
        else _("No vote cast here has been counted yet.")
    )
    if next_count_from is None:
        return f"{last} " + _("This poll is closed, and its count is complete.")
    if minimum == 1:
        return last
    values = {"minimum": number_format(minimum, force_grouping=True), "day": date_format(next_count_from)}
    return f"{last} " + _next_count(is_first=as_of is None, is_due=next_count_from <= today) % values


def held_apart(*, held: int, is_sealed: bool, minimum: int) -> str:
    """How many votes are held apart, and what they wait for."""
    values = {
        "number": number_format(held, force_grouping=True),
        "minimum": number_format(minimum, force_grouping=True),
    }
    how_many = ngettext(
        "%(number)s more vote came from one network in a short time. It is held apart.",
        "%(number)s more votes came from one network in a short time. They are held apart.",
        held,
    )
    waits = (
        _("They are opened together when there are at least %(minimum)s, or when the poll has closed.")
        if is_sealed
        else _("Somebody has to decide whether they join the total.")
    )
    return f"{how_many} {waits} {_('This page then says what was decided, and why.')}" % values


def how_many_answers(poll: Poll) -> str:
    """How many answers a voter may choose; empty for a poll with single answers."""
    return _("Choose up to %(most)d answers.") % {"most": poll.most_on_paper} if poll.allows_several else ""


def several_answers(poll: Poll, *, ballots: int) -> str:
    """Why answers and shares do not add up; empty for a poll with single answers."""
    if not poll.allows_several:
        return ""
    return _(
        "Each vote could have up to %(most)d answers. So shares are of the %(ballots)s votes whose answers are known, "
        "and need not add up to 100%%."
    ) % {"most": poll.most_answers, "ballots": number_format(ballots, force_grouping=True)}


def open_until(poll: Poll) -> str:
    """The last day on which the poll takes votes; empty for a poll without one."""
    if poll.last_day is None:
        return ""
    return _("You can answer until the end of %(day)s (UTC).") % {"day": date_format(poll.last_day)}


def decided(entry: Count) -> str:
    """What an entry decided about held votes, or corrected. Raises KeyError for other kinds of entries."""
    words = {
        Kind.HELD_ACCEPTED: ngettext(
            "%(day)s: %(number)s vote that came from a busy network was accepted, and is in the total.",
            "%(day)s: %(number)s votes that came from one network in a short time were accepted, and are in the total.",
            entry.number,
        ),
        Kind.HELD_REJECTED: ngettext(
            "%(day)s: %(number)s vote that came from a busy network was rejected, and is not in the total.",
            "%(day)s: %(number)s votes that came from one network in a short time were rejected, and are not in the "
            "total.",
            entry.number,
        ),
        Kind.CORRECTION: _("%(day)s: the total was corrected by %(number)s."),
    }[Kind(entry.kind)]
    return _in_figures(words, entry)


def left_over(entry: Count) -> str:
    """Why the split of a leftover entry is not published."""
    words = ngettext(
        "%(number)s vote was left when the poll closed on %(day)s. It is in the total. One alone would tell how "
        "somebody answered, so its answer stays untold.",
        "%(number)s votes were left when the poll was last counted on %(day)s. They are in the total. They were too "
        "few, or too much alike, to tell how they answered without telling on somebody.",
        entry.number,
    )
    return _in_figures(words, entry)


def as_percent(likelihood: float) -> str:
    """A likelihood from 0 to 1 as a percentage. Only 0 is shown as 0%, and only 1 as 100%."""
    percent = round(100 * likelihood)
    if percent == 0 and likelihood > 0:
        return _("under 1%")
    if percent == 100 and likelihood < 1:
        return _("over 99%")
    return _("%(percent)s%%") % {"percent": percent}


def _next_count(*, is_first: bool, is_due: bool) -> str:
    if is_due:
        if is_first:
            return _("The first count comes when at least %(minimum)s votes are waiting.")
        return _("The next count comes when at least %(minimum)s votes are waiting.")
    if is_first:
        return _("The first count comes from %(day)s on, when at least %(minimum)s votes are waiting.")
    return _("The next count comes from %(day)s on, when at least %(minimum)s votes are waiting.")


def _in_figures(words: str, entry: Count) -> str:
    return words % {"day": date_format(entry.day), "number": number_format(entry.number, force_grouping=True)}
