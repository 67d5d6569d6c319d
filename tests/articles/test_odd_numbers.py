"""A number in an address of the desk that is none is answered as a page that is not there, or passed over."""

import pytest

from .factories import make_article


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_version_that_is_no_number_is_not_found(client, author, number):
    client.force_login(author)
    article = make_article(by=author)
    assert client.get(f"/admin/articles/article/{article.pk}/compare/", {"old": number, "new": 1}).status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_notice_that_is_no_number_is_no_beginning(admin_client, number):
    assert admin_client.get("/admin/articles/notice/add/", {"from": number}).status_code == 200
