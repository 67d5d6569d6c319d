import pytest

from polls import lifecycle
from polls.errors import Refused
from polls.models import Poll

from .. import factories
from ..factories import CHOICES

SUCCESSOR = {"slug": "what-now", "question": "What now?", "choices": CHOICES, "reason": "It means something else."}
VERBS = {
    "close": lambda poll, by: lifecycle.close(poll, by=by),
    "last day": lambda poll, by: lifecycle.set_last_day(poll, None, by=by),
    "succeed": lambda poll, by: lifecycle.open_successor(poll, **SUCCESSOR, by=by),
    "reword": lambda poll, by: lifecycle.reword(poll, question="Other words", reason="Made up.", by=by),
    "add": lambda poll, by: lifecycle.add_choice(poll, label="Another", reason="Made up.", by=by),
    "hide": lambda poll, by: lifecycle.hide_choice(poll, code=1, reason="Made up.", by=by),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_refuses_who_may_not_change_polls(poll, analyst, verb):
    with pytest.raises(Refused, match="You may not"):
        verb(poll, analyst)
    assert (Poll.objects.get().is_open(), poll.wordings.count()) == (True, 1)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_who_may_change_polls_does(poll, verb):
    verb(poll, factories.make_person("change_poll", "add_poll"))
