"""The whole record of an article: nothing cut off, and the names of people."""

import re

from articles import publishing
from desk.dashboard.registry import LISTS
from tests.moments import NOW

from ..desk_pages import page
from ..factories import change


def test_the_record_of_an_article_holds_every_move_and_every_save(desk, draft, author, reviewer):
    author.first_name, author.last_name = "Made", "Up"
    author.save()
    for number in range(2, 12):
        change(draft, by=author, title=f"Title {number}")
        publishing.submit(draft, by=author, note=f"Made up, round {number}.")
        publishing.send_back(draft, by=reviewer, reason=f"Please change {number}.")
    shown = desk(author).get(page("history", draft.pk)).text
    rows = re.findall(r"<tr>\s*<td><time.*?</tr>", shown, re.DOTALL)
    assert len(rows) == draft.moves.count() + draft.versions.count()
    assert "Please change 11." in rows[0]
    for words in ("Made Up", "saved version 1<", "Made up, round 2."):
        assert words in shown


def test_the_record_of_the_site_holds_every_move_with_its_whole_note(draft, author, reviewer):
    publishing.submit(draft, by=author, note="Made up. " * 100)
    publishing.send_back(draft, by=reviewer, reason="Please change.")
    moves = LISTS["record"].rows(reviewer, NOW)
    assert [move.verb for move in moves] == ["sent back", "submitted"]
    assert moves[1].note.count("Made up.") == 100


def test_who_may_not_see_articles_sees_no_record(desk, draft, analyst):
    assert desk(analyst).get(page("history", draft.pk)).status_code == 403
