import pytest

from articles.models import Edition

from ..factories import change, make_edition, make_help_line


@pytest.fixture
def old_edition(draft, author, reviewer, publisher):
    make_help_line()
    edition = make_edition(draft, by=publisher, second=reviewer)
    change(draft, by=author, title="A newer title")
    return edition


def test_an_old_edition_is_brought_back_as_a_new_version_at_a_press(client, old_edition, draft, author):
    client.force_login(author)
    page = client.get(f"/admin/articles/edition/{old_edition.pk}/change/")
    assert "Bring edition 1 back into the working copy" in page.text
    client.post(f"/admin/articles/article/{draft.pk}/versions/{old_edition.version.number}/restore/")
    draft.refresh_from_db()
    assert (draft.title, draft.versions.count(), Edition.objects.count()) == ("Example", 3, 1)


def test_who_may_not_edit_the_article_sees_no_button(client, old_edition, reviewer):
    client.force_login(reviewer)
    page = client.get(f"/admin/articles/edition/{old_edition.pk}/change/")
    assert page.status_code == 200
    assert "Bring edition 1 back" not in page.text


def test_an_edition_is_never_changed_at_the_desk(client, old_edition, publisher):
    client.force_login(publisher)
    assert client.post(f"/admin/articles/edition/{old_edition.pk}/change/", {"title": "X"}).status_code == 403
