"""Say in translated sentences what the figures mean. Whole sentences, because languages differ in their word order."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Count, Kind, Poll
from ..models.polls import State
from .figures import ChoiceResult, Figures


def next_count(found: Figures) -> str:
    """What the next count waits for: each condition that is still open; empty where every vote is counted at once."""
    if found.next_count_from is None:
        return _("This poll is closed, and its count is complete.")
    if found.state != State.OPEN:
        return _(
            "This poll is closed. Its last count opens the votes that wait. If they are too few, or too much alike, "
            "their split is not told."
        )
    if found.poll.count_minimum == 1:
        return ""
    is_early = found.next_count_from > found.today
    words = {
        (True, True): ngettext(
            "The next count needs %(missing)s more vote, and comes on %(day)s at the earliest.",
            "The next count needs %(missing)s more votes, and comes on %(day)s at the earliest.",
            found.missing,
        ),
        (True, False): ngettext(
            "The next count needs %(missing)s more vote.", "The next count needs %(missing)s more votes.", found.missing
        ),
        (False, True): _("There are enough for a count. It comes on %(day)s at the earliest."),
        (False, False): _("A count is due. It waits only while nine in ten of them say the same."),
    }[bool(found.missing), is_early]
    day = f"{date_format(found.next_count_from, 'l')}, {date_format(found.next_count_from)}"
    return words % (_numbers(found) | {"day": day})


def after_vote(found: Figures) -> str:
    """What has become of a vote that was cast just now. The same for all readers: it knows of no single vote."""
    if found.next_count_from is None or (not found.waiting and found.as_of == found.today):
        words = _("It was opened together with others, and is in the figures below.")
    elif found.poll.count_minimum == 1:
        words = _("It counts in the total, and waits for the next count.")
    else:
        words = ngettext(
            "It is the only vote that waits, locked. Votes are opened %(minimum)s or more together, so that nobody can "
            "tell which one is yours. Until then it counts in the total, but shows under no answer.",
            "It is one of the %(waiting)s votes that wait, locked. They are opened %(minimum)s or more together, so "
            "that nobody can tell which one is yours. Until then it counts in the total, but shows under no answer.",
            max(found.waiting, 1),
        )
    if found.held_sealed:
        words += " " + _("Or it is among those held apart, because many came from your network in a short time.")
    return words % _numbers(found)


def held_apart(found: Figures) -> str:
    """How many votes are held apart, and what they wait for."""
    how_many = ngettext(
        "%(held)s more vote came from one network in a short time. It is held apart.",
        "%(held)s more votes came from one network in a short time. They are held apart.",
        found.held,
    )
    waits = (
        _("They are opened together when there are at least %(minimum)s, or when the poll has closed.")
        if found.held_sealed
        else _("Somebody has to decide whether they join the total.")
    )
    return f"{how_many} {waits} {_('This page then says what was decided, and why.')}" % _numbers(found)


def how_many_answers(poll: Poll) -> str:
    """How many answers a voter may choose; empty for a poll with single answers."""
    return _("Choose up to %(most)d answers.") % {"most": poll.most_on_paper} if poll.allows_several else ""


def several_answers(found: Figures) -> str:
    """Why answers and shares do not add up; empty for a poll with single answers."""
    if not found.poll.allows_several:
        return ""
    return _(
        "Each vote could have up to %(most)d answers. So shares are of the %(ballots)s votes whose answers are known, "
        "and need not add up to 100%%."
    ) % {"most": found.poll.most_answers, "ballots": number_format(found.known, force_grouping=True)}


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


def as_percent(part: float, whole_percent: int | None = None) -> str:
    """A part from 0 to 1 as a percentage, rounded unless given. Only 0 is shown as 0%, and only 1 as 100%."""
    percent = round(100 * part) if whole_percent is None else whole_percent
    if percent == 0 and part > 0:
        return _("less than 1%")
    if percent == 100 and part < 1:
        return _("more than 99%")
    return _("%(percent)s%%") % {"percent": percent}


def share(choice: ChoiceResult) -> str:
    """The share of a choice; empty while there are too few votes for shares."""
    return "" if choice.share is None else as_percent(choice.votes / choice.base, choice.share)


def _numbers(found: Figures) -> dict[str, str]:
    numbers = {"waiting": found.waiting, "missing": found.missing, "held": found.held}
    numbers["minimum"] = found.poll.count_minimum
    return {name: number_format(number, force_grouping=True) for name, number in numbers.items()}


def _in_figures(words: str, entry: Count) -> str:
    return words % {"day": date_format(entry.day), "number": number_format(entry.number, force_grouping=True)}
