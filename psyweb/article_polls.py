"""The polls that an article may name, for its form: the one app knows them, the other one chooses."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.editing.forms.fields import PollField
from polls.models import Poll


def polls_to_choose() -> list[tuple[str, str]]:
    """(short name, question and state), the newest first. Two queries."""
    now = timezone.now()
    return [(poll.slug, f"{poll.question} ({_state(poll, now)})") for poll in Poll.objects.prefetch_related("wordings")]


def _state(poll, now):
    if poll.is_visible(at=now):
        return poll.state(at=now).label
    return _("opens on %(day)s") % {"day": date_format(timezone.localtime(poll.opens_at))}


PollField.offered = staticmethod(polls_to_choose)
