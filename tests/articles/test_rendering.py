import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markdown import rendering
from articles.markdown.blocks import callout


def article(body, *keys):
    return str(rendering.article_html(body, rendering.Citations(keys))).strip()


def notice(body, **facts):
    return str(rendering.notice_html(body, facts)).strip()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Words.", "<p>Words.</p>"),
        ("**Bold** words", "<p><strong>Bold</strong> words</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("### Part", "<h3>Part</h3>"),
        ("[site](https://example.org/a(1)b)", '<p><a rel="external" href="https://example.org/a(1)b">site</a></p>'),
        ("[page](article:other)", '<p><a href="/articles/other/">page</a></p>'),
        (
            "::: note\n- one\n:::",
            '<aside class="callout callout-note">\n<h3>Good to know</h3>\n<ul>\n<li>one</li>\n</ul>\n</aside>',
        ),
        (
            "a\n::: note\nb\n:::\nc",
            '<p>a</p>\n<aside class="callout callout-note">\n<h3>Good to know</h3>\n<p>b</p>\n</aside>\n<p>c</p>',
        ),
        ("[note](notice:privacy)", '<p><a href="/notices/privacy/">note</a></p>'),
    ],
)
def test_draws_the_grammar(body, html):
    assert article(body) == html


@pytest.mark.parametrize(("name", "title"), callout.TITLES.items(), ids=str)
def test_every_callout_has_its_title_and_its_class(name, title):
    html = article(f"::: {name}\nWords.\n:::")
    assert html.startswith(f'<aside class="callout callout-{name}">\n<h3>{title}</h3>\n<p>Words.</p>')


def test_call_now_leads_to_the_help_lines():
    assert '<a href="/help-now/">Help lines by country</a>' in article("::: call-now\nWords.\n:::")


def test_a_callout_that_is_not_closed_stays_as_it_was_typed():
    assert article("::: note\nWords.") == "<p>::: note\nWords.</p>"


def test_the_title_of_a_callout_is_among_the_words_of_the_page():
    assert rendering.blocks("::: see-a-doctor\nIf it lasts.\n:::") == ("See a doctor", "If it lasts.")


def test_a_citation_leads_to_its_source_and_can_be_come_back_to():
    assert article("Said. [who]", "who") == (
        '<p>Said. <a class="citation" id="citation-1-1" href="#source-1" aria-label="Source 1">1</a></p>'
    )


def test_sources_are_numbered_by_their_first_citation():
    citations = rendering.Citations(["a", "b"])
    rendering.article_html("[b] [a] [b]", citations)
    assert citations.numbers == {"b": 1, "a": 2}
    assert citations.places == {"b": ["citation-1-1", "citation-1-2"], "a": ["citation-2-1"]}


def test_a_key_without_source_stays_as_it_was_typed():
    assert article("Said. [nobody]") == "<p>Said. [nobody]</p>"


@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hello)",
        "[x](//example.org)",
        "[x](http://example.org)",
        "[x](https://)",
        "<script>alert(1)</script>",
        '<a href="https://example.org" onclick="x()">y</a>',
        "<img src=x onerror=alert(1)>",
    ],
)
def test_nothing_dangerous_is_drawn(body):
    html = article(body)
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


@given(st.text(alphabet="[](){}<>*#-!::::note`\"'=/\\ \nabjsite.1&;", max_size=80))
def test_whatever_is_typed_no_other_tag_or_attribute_comes_out(body):
    html = article(body, "a") + notice(body)
    again = rendering.nh3.clean(
        html, tags=rendering.TAGS, attributes=rendering.ATTRIBUTES, url_schemes=rendering.URL_SCHEMES, link_rel=None
    )
    assert again == html


def test_an_owner_fact_is_filled_in():
    assert notice("By {{ site.owner }}.", owner="A & B") == "<p>By A &amp; B.</p>"


def test_an_address_to_write_to_is_a_link():
    assert 'href="mailto:a@example.org"' in notice("{{ site.contact_email }}", contact_email="a@example.org")


def test_an_empty_owner_fact_is_marked():
    assert notice("By {{ site.owner }}.", owner="") == (
        '<p>By <mark class="missing-fact">to be filled in by the site\'s owner</mark>.</p>'
    )


def test_headings_of_a_notice_can_be_linked_to():
    assert notice("## Law\n\nx\n\n## Law") == '<h2 id="law">Law</h2>\n<p>x</p>\n<h2 id="law-2">Law</h2>'


def test_plain_words_have_no_marks_and_no_citations():
    assert rendering.plain("**Bold** [who]\nand [a link](https://example.org)\n\n- item") == "Bold and a link\nitem"
