"""Links to a text that is not public. Everything here is made up."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from articles import publishing
from articles.models import PreviewLink

from ..factories import change, make_help_line, make_section

WEEK = timedelta(days=7)


@pytest.fixture
def link(draft, author):
    make_help_line()
    return publishing.share_preview(draft.versions.get(), by=author, lasts=WEEK, made_for="A made-up expert")


def test_somebody_without_an_account_reads_the_text_as_it_would_be_published(client, link):
    page = client.get(link.get_absolute_url())
    assert page.status_code == 200
    assert "Preview, not published." in page.text
    assert "An example of a page." in page.text


def test_it_shows_its_own_version_and_says_that_there_is_a_newer_one(client, link, draft, author):
    change(draft, by=author, sections=[make_section(body="Newer words. [study]")])
    page = client.get(link.get_absolute_url()).text
    assert "Newer words." not in page
    assert "The text has been changed since" in page


def test_nobody_keeps_it_or_finds_it_or_is_known_by_it(client, link):
    page = client.get(link.get_absolute_url())
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


@pytest.mark.parametrize("how", ["expired", "taken back"])
def test_a_link_that_ended_says_so_and_shows_nothing(client, link, author, how):
    if how == "expired":
        PreviewLink.objects.update(expires_at=timezone.now())
    else:
        publishing.revoke_preview(link, by=author)
    page = client.get(link.get_absolute_url())
    assert page.status_code == 410
    assert "This preview has ended" in page.text
    assert "An example of a page." not in page.text


@pytest.mark.parametrize(
    "forge",
    [
        lambda link: str(link.pk),
        lambda link: f"{link.pk}:made-up",
        lambda link: signing.Signer(salt="another").sign(link.pk),
        lambda link: signing.Signer(salt="articles.preview").sign(link.pk + 1),
    ],
    ids=["no signature", "made-up signature", "signed for something else", "no such link"],
)
def test_a_forged_address_is_not_found(client, link, forge):
    assert client.get(f"/preview/{forge(link)}/").status_code == 404


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(days=31)], ids=["at once over", "too long"])
def test_refuses_a_link_that_lasts(draft, author, lasts):
    with pytest.raises(publishing.Refused, match="at most 30 days"):
        publishing.share_preview(draft.versions.get(), by=author, lasts=lasts)


def test_a_link_is_not_taken_back_twice(link, author):
    publishing.revoke_preview(link, by=author)
    with pytest.raises(publishing.Refused):
        publishing.revoke_preview(link, by=author)


# At the desk


def links_page(draft):
    return f"/admin/articles/article/{draft.pk}/preview-links/"


def test_an_author_makes_a_link_at_the_desk(client, draft, author):
    client.force_login(author)
    page = client.post(links_page(draft), {"made_for": "A made-up expert", "days": "7"}, follow=True)
    link = PreviewLink.objects.get()
    assert link.get_absolute_url() in page.text
    assert link.expires_at - link.made_at == WEEK


def test_an_author_takes_a_link_back_at_the_desk(client, link, draft, author):
    client.force_login(author)
    client.post(f"{links_page(draft)}{link.pk}/revoke/")
    link.refresh_from_db()
    assert (link.is_usable(), link.revoked_by) == (False, author)


def test_who_may_not_share_sees_no_links(client, link, draft, stranger):
    client.force_login(stranger)
    assert client.get(links_page(draft)).status_code == 403
