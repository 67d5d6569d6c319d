"""What holds of every public page, on the real content."""

import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from django.urls import reverse

from articles.markdown.rendering import notice_html
from articles.models import ContentRevision, Edition, HelpLine, HelpLineKind, Notice
from articles.reading import help_lines
from polls.results import poll_cache
from tests.machinery import addresses
from tests.machinery.visitor import words_of

TRD = "/articles/treatment-resistant-depression/"
PAGES = addresses.for_people()[:-1]
# Letters of a section: more than a search result quotes, enough to know it by wherever it is shown.
TELLING = 400


def text_of(response):
    return response.getvalue().decode(errors="replace")


@pytest.fixture
def pictures(library, settings):
    settings.MEDIA_ROOT = library / "media"


def has_help_lines(text):
    return 'href="tel:988"' in text and 'href="tel:116123"' in text and "talk of wanting to die" in text


def has_disclaimer(text):
    return "It does not treat you.</strong>" in text


@pytest.mark.parametrize("path", [*PAGES, *addresses.for_machines()])
def test_every_page_is_the_same_for_everybody(pictures, client, path):
    plain = client.get(path)
    client.cookies.load({"sessionid": "made-up", "csrftoken": "made-up", "voted_antidepressant-use": "1"})
    response = client.get(path, headers={"accept-language": "de, fr;q=0.5", "user-agent": "made up"})
    assert response.status_code == HTTPStatus.OK
    assert response.getvalue() == plain.getvalue()
    assert not response.cookies
    assert not {"cookie", "accept-language"} & set(re.split(r",\s*", response.headers.get("Vary", "").lower()))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_people_and_no_other_address_is(library, client, path):
    assert client.get(path)["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", addresses.for_machines())
def test_what_machines_read_is_no_page(pictures, client, path):
    assert not client.get(path)["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leaves_size_and_zoom_to_the_browser(library, client, path):
    found = re.findall(r'<meta name="viewport" content="([^"]*)"', client.get(path).text)
    assert found == ["width=device-width, initial-scale=1"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_help_now_and_loads_nothing_foreign(library, client, path):
    text = text_of(client.get(path))
    assert 'href="/help-now/"' in text
    assert not re.search(
        r'(src|action)="(https?:)?//|<link[^>]+rel="(stylesheet|preload|icon)"[^>]+href="(https?:)?//', text
    )
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*(\ssrc=|application/ld\+json))|\son\w+=", text)


def test_every_edition_carries_the_disclaimer_and_the_help_lines(library, client):
    editions = [edition.get_absolute_url() for edition in Edition.objects.public()]
    articles = [reverse("articles:detail", args=[edition.slug]) for edition in Edition.objects.visible()]
    assert len(editions) > len(articles) > 1
    for path in editions + articles:
        text = text_of(client.get(path))
        assert has_disclaimer(text), path
        assert has_help_lines(text), path


@pytest.mark.parametrize("path", [*PAGES, *addresses.for_machines()])
def test_what_shows_the_words_of_an_article_carries_the_disclaimer_and_the_help_lines(pictures, client, path):
    """By rule: whichever page or file holds a section, however it came there."""
    text = text_of(client.get(path))
    words = words_of(text)
    sections = [words_of(part["html"]) for edition in Edition.objects.public() for part in edition.html["sections"]]
    if any(section[:TELLING] in words for section in sections if len(section) > TELLING):
        assert words_of(notice_html(Notice.objects.in_force("disclaimer").body, {}))[:TELLING] in words
        assert "988" in words


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith(("/polls/", "/help-now/"))])
def test_the_polls_pages_carry_the_help_lines(library, client, path):
    assert has_help_lines(text_of(client.get(path)))


def test_the_front_page_names_topics_articles_and_the_poll(library, client):
    text = text_of(client.get("/"))
    assert "Dealing With Treatment-Resistant Depression" in text
    assert 'href="/topics/treatment/"' in text
    assert "3,979" in text


@pytest.mark.parametrize(("path", "drawn"), [("/", 16), (TRD, 26)], ids=["front page", "article"])
def test_asks_few_queries(library, client, django_assert_max_num_queries, path, drawn):
    """In the first drawing after a change of content, and in the next ones. Two read what the page can explain."""
    ContentRevision.objects.update(token=uuid4().hex)
    poll_cache.clear_all()
    help_lines.clear_cache()
    with django_assert_max_num_queries(drawn):
        client.get(path)
    with django_assert_max_num_queries(2):
        client.get(path)


def test_an_edition_holds_every_word_of_its_source(library, client):
    text = text_of(client.get(f"{TRD}editions/1/"))
    assert "Between 10% and 20% of patients feel no better at all" in text


def test_help_now_marks_the_numbers_that_are_not_confirmed(library, client):
    confirmed = HelpLine.objects.lines().filter(country="IE").exclude(verified_on=None)
    before = text_of(client.get("/help-now/")).count("from another source")
    unconfirmed = confirmed.update(verified_on=None)
    help_lines.clear_cache()
    assert unconfirmed
    assert text_of(client.get("/help-now/")).count("from another source") == before + unconfirmed


def test_a_country_without_a_confirmed_emergency_number_leads_to_the_one_it_has(library, client):
    HelpLine.objects.filter(country="AU", kind=HelpLineKind.EMERGENCY).update(verified_on=None)
    help_lines.clear_cache()
    assert 'href="/help-now/au/">Emergency number</a>' in text_of(client.get(TRD))


def test_the_page_of_a_country_begins_with_its_lines_and_keeps_all_others(library, client):
    text = text_of(client.get("/help-now/ie/"))
    assert "<h1>Help now: Ireland</h1>" in text
    places = [text.index(f'href="{number}"') for number in ("tel:112", "tel:999", "sms:50808", "tel:988")]
    assert places == sorted(places)
    assert text.count("<h3>Ireland</h3>") == 1


@pytest.mark.parametrize("unknown", ["/help-now/zz/", "/help-now/united-states/"])
def test_a_country_that_the_register_does_not_have_is_not_found(library, client, unknown):
    assert client.get(unknown).status_code == HTTPStatus.NOT_FOUND


def test_a_line_says_where_and_when_it_was_read_and_is_free_only_where_that_was_read(library, client):
    text = text_of(client.get("/help-now/"))
    assert "Read on a page of nimh.nih.gov on" in text
    assert "Read on the service’s own page on" in text
    assert "Checked" not in text
    HelpLine.objects.filter(country="US").update(is_free=True, verified_on=None)
    help_lines.clear_cache()
    unread = text_of(client.get("/help-now/us/"))
    assert "Free." not in unread[: unread.index("Other countries")]


def test_the_strip_of_an_article_leads_to_the_pages_of_countries(library, client):
    strip = text_of(client.get(TRD)).partition('class="crisis-strip"')[2].partition("</aside>")[0]
    assert 'href="/help-now/ca/">Canada</a>' in strip
    assert 'href="/help-now/nz/">New Zealand</a>' in strip
    assert 'href="#help">All help lines</a>' in strip


def test_numbers_come_before_warning_signs(library, client):
    text = text_of(client.get("/search/?q=I+Want+to+die"))
    assert text.index("tel:988") < text.index("crisis-signs")


def test_search_repeats_what_was_asked_as_it_was_typed(library, client):
    assert 'value="I Want to die"' in text_of(client.get("/search/?q=I+Want%0Ato+die"))


def test_search_says_when_it_corrected_a_word(library, client):
    assert "These pages are about <strong>lithium</strong>" in text_of(client.get("/search/?q=lithum"))


def test_search_that_finds_nothing_says_where_to_go_on(library, client):
    text = text_of(client.get("/search/?q=zeppelin"))
    assert "Nothing found for “zeppelin”" in text
    assert 'href="/articles/"' in text


def test_what_was_searched_cannot_become_markup(library, client):
    assert "<script>" not in text_of(client.get("/search/", {"q": "<script>alert(1)</script>"}))


def test_robots_may_read_all_but_the_desk_and_the_search(client):
    text = text_of(client.get("/robots.txt"))
    assert "Disallow: /admin/" in text
    assert f"Sitemap: {project.SITE_URL}/sitemap.xml" in text


@pytest.mark.parametrize(
    ("address", "contact"),
    [
        ("owner@psyweb.example", "Contact: mailto:owner@psyweb.example"),
        ("", f"Contact: {project.SITE_URL}/notices/about/"),
    ],
)
def test_security_txt_names_a_contact_and_a_day_less_than_a_year_away(client, settings, address, contact):
    settings.SITE_FACTS = settings.SITE_FACTS | {"contact_email": address}
    lines = text_of(client.get("/.well-known/security.txt")).splitlines()
    assert lines[0] == contact
    expires = datetime.strptime(lines[1], "Expires: %Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(0) < expires - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.django_db
def test_a_picture_is_kept_for_good_and_may_run_nothing(client):
    name = default_storage.save("pictures/made-up.svg", ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    response = client.get(f"/media/{name}")
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.getvalue().startswith(b"<svg")  # Which closes the file, and not the database too.


@pytest.mark.parametrize(
    "path", ["none.svg", "../secret_key", "..%2f..%2fmanage.py", "%00", "pictures/", "/etc/passwd", "x" * 5000]
)
def test_nothing_but_a_picture_can_be_had(client, path):
    default_storage.save("pictures/made-up.svg", ContentFile(b"<svg/>"))
    assert client.get(f"/media/{path}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["/", "/articles/", TRD])
def test_pages_answer_in_debug_too(library, client, path):
    with override_settings(DEBUG=True):
        assert client.get(path).status_code == HTTPStatus.OK
