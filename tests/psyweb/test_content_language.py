"""Content says its language where the interface speaks another (WCAG 2.2, 3.1.2)."""

import re

import pytest

pytestmark = pytest.mark.django_db
ARTICLE = "/articles/treatment-resistant-depression/"
POLL = "/polls/antidepressant-use/"
MARKED = [
    (ARTICLE, r"<h1"),
    (ARTICLE, r'<h2 id="[a-z0-9-]+"'),
    (ARTICLE, r'<div class="prose"'),
    (ARTICLE, r'<legend><h2 class="poll-question"[^>]*'),
    (ARTICLE, r'<section class="disclaimer"[^>]*'),
    (POLL, r"<legend><h1[^>]*"),
    ("/", r"<h3"),
    ("/articles/", r'<a href="/articles/treatment-resistant-depression/"'),
    ("/notices/about/", r"<h1"),
    ("/notices/about/", r'<div class="prose"'),
    ("/search/?q=therapy", r'<li class="hit"'),
]


@pytest.fixture
def german_interface(settings):
    settings.LANGUAGE_CODE = "de"


@pytest.mark.parametrize(("path", "opening"), MARKED)
def test_content_says_its_language(library, german_interface, client, path, opening):
    assert re.search(f'{opening} lang="en">', client.get(path).text)


@pytest.mark.parametrize("path", [ARTICLE, POLL, f"{POLL}embed/", "/"])
def test_the_page_says_the_interfaces_language(library, german_interface, client, path):
    assert '<html lang="de">' in client.get(path).text


@pytest.mark.parametrize("path", [ARTICLE, POLL, "/", "/articles/", "/notices/about/"])
def test_nothing_is_marked_where_both_are_the_same(library, client, path):
    assert client.get(path).text.count(' lang="') == 1


def test_content_in_another_language_is_marked(library, client, settings):
    settings.CONTENT_LANGUAGE = "fr"
    text = client.get(ARTICLE).text
    assert '<html lang="en">' in text
    assert '<h1 lang="fr">' in text
