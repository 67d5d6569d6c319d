"""A number in an address of the desk that is none is answered as a page that is not there, or passed over."""

import pytest

from ..factories import make_article


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_version_that_is_no_number_is_not_found(client, author, number):
    client.force_login(author)
    article = make_article(by=author)
    assert client.get(f"/admin/articles/article/{article.pk}/compare/", {"old": number, "new": 1}).status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_notice_that_is_no_number_is_no_beginning(admin_client, number):
    assert admin_client.get("/admin/articles/notice/add/", {"from": number}).status_code == 200


@pytest.mark.parametrize("field", ["version_number", "sections-TOTAL_FORMS", "sections-0-position"])
def test_a_number_of_the_form_that_is_none_is_passed_over(client, author, field):
    client.force_login(author)
    article = make_article(by=author)
    typed = {"sections-TOTAL_FORMS": "1", "sections-0-heading": "Made up", field: "9" * 5000}
    assert client.post(f"/admin/articles/article/{article.pk}/unsaved/checks/", typed).status_code == 200
    assert client.post(f"/admin/articles/article/{article.pk}/change/", typed).status_code < 500
