import pytest

from desk.presence import SEEN_FOR, others
from tests.articles.desk_pages import page
from tests.articles.factories import change, make_article
from tests.moments import NOW
from tests.people import make_person

pytestmark = pytest.mark.django_db


def test_names_who_else_has_the_form_open_until_they_leave(draft, author):
    article, another = draft, make_article(by=author, slug="another")
    anna, bo = (make_person(f"made-up-{name}", first_name=name, last_name="Made-Up") for name in ("Anna", "Bo"))
    assert others(anna, article, at=NOW) == []
    assert others(bo, article, at=NOW + SEEN_FOR / 2) == ["Anna Made-Up"]
    assert others(bo, another, at=NOW) == []
    assert others(anna, article, at=NOW + SEEN_FOR) == ["Bo Made-Up"]
    assert others(anna, article, at=NOW + SEEN_FOR * 3) == []


def asked(desk, user, article, **typed):
    return desk(user).post(page("presence", article.pk), typed).json()


def test_the_form_says_who_saved_since_it_was_opened(desk, draft, author, publisher):
    assert asked(desk, author, draft, version_number=1) == {"others": [], "saved": ""}
    change(draft, by=publisher, title="Another title")
    answer = asked(desk, author, draft, version_number=1)
    assert answer["saved"].startswith(f"{publisher} saved version 2")
    assert asked(desk, author, draft, version_number=2)["saved"] == ""
    assert asked(desk, publisher, draft, version_number="no number") == {"others": [str(author)], "saved": ""}


def test_who_may_not_write_is_told_nothing(desk, draft, stranger):
    assert desk(stranger).post(page("presence", draft.pk)).status_code == 403


def test_the_page_names_the_address_only_where_somebody_else_can_be(desk, draft, author):
    client = desk(author)
    assert f'data-presence-url="{page("presence", draft.pk)}"' in client.get(page("change", draft.pk)).text
    assert "data-presence-url" not in client.get(page("add")).text
