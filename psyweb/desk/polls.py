from polls import results
from polls.models import Poll

POLLS_SHOWN = 4


def polls_at_a_glance(*, at) -> list[results.Results]:
    """The newest polls with their figures; at most two queries for each (polls/results.py)."""
    polls = Poll.objects.visible(at=at).prefetch_related("choices", "wordings")[:POLLS_SHOWN]
    return [results.of(poll, at=at) for poll in polls]
