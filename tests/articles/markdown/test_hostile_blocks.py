"""Hostile bodies in every block: nothing but the grammar's own tags and attributes comes out, in linear time."""

import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markdown import rendering, words

BENCH = {
    "name": "bench", "file": "pictures/b.webp", "width": 900, "height": 600, "alt": '"><script>alert(1)</script>',
    "is_decorative": False, "credit": "<svg onload=alert(1)>", "licence": "<math><mi xlink:href=javascript:alert(1)>",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    '" onmouseover="alert(1)',
    "<details open ontoggle=alert(1)>",
    "<a href='javas\tcript:alert(1)'>x</a>",
    "{{ constructor }} ${alert(1)}",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "![x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
]
PLACES = {
    "paragraph": "{}",
    "heading": "### {}",
    "bold": "**{}**",
    "link": "[{}](https://example.org)",
    "target": "[x](https://example.org/{})",
    "item": "- {}\n  - {}",
    "step": "1. {}",
    "cell": "| {} | {} | {} |\n|-|-|-|\n| {} | {} | {} |",
    "caption": "::: table {}\n| a | b | c |\n|-|-|-|\n| d | e | f |\n:::",
    "callout": "::: warning\n{}\n:::",
    "callout's name": "::: {}\nx\n:::",
    "details": "::: details {}\n{}\n:::",
    "do": "::: do\n- {}\n:::",
    "picture": "![{}](picture:bench)",
    "picture's name": "![x](picture:{})",
    "statement": "::: statement {}",
}


# Whatever the list of allowed elements may say one day.
ACTIVE = {"script", "svg", "math", "iframe", "object", "embed", "style", "form", "input", "link", "meta", "base"}


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, attrs))


def tags(html):
    reader = _Tags()
    reader.feed(html)
    return reader.seen


def drawn(body):
    return str(rendering.article_html(body, rendering.Citations(["a"]), [BENCH]))


def wrong(html):
    """Tags and attributes that the grammar doesn't draw, and addresses that aren't the site's or https."""
    return [
        (tag, name, value)
        for tag, attributes in tags(html)
        for name, value in [("", ""), *attributes]
        if tag in ACTIVE
        or name.startswith("on")
        or tag not in rendering.TAGS
        or (name and name not in rendering.ATTRIBUTES.get(tag, set()))
        or (name in {"href", "src"} and not value.startswith(("https://", "/", "#", "mailto:")))
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_hostile_words_stay_words_in_every_block(place, hostile):
    assert wrong(drawn(place.replace("{}", hostile))) == []


@given(st.text(alphabet="[](){}<>*#-!::::|\\` \n\tabdetails.1&;\"'=/", max_size=120))
def test_whatever_is_typed_no_other_tag_or_attribute_comes_out(body):
    html = drawn(f"{body}\n\n| {body} |\n|-|-|\n\n::: details {body}\n{body}\n:::")
    assert wrong(html) == []
    again = rendering.nh3.clean(
        html, tags=rendering.TAGS, attributes=rendering.ATTRIBUTES, url_schemes=rendering.URL_SCHEMES, link_rel=None
    )
    assert again == html


# One unit of each text that a parser might take quadratic time for.
UNITS = [
    "[", "]", "![", "[a](", "[a][", "> ", "**a ", "_a", "`", "~~a", "<!--", "<a ", "&a", "\\[", "{{ ", "a\n", "- a\n",
    "- ", "1. a\n", "|a", "|a|b|\n|-|-|\n", "|a|b|\n", "::: note\n", "::: details a\n", ":::\n", "::: note\na\n:::\n",
    "::: note" + " " * 40, "![a](picture:a)\n\n", "a  \n", "a\n\n", "# ", "\t", "((", "https://",
]  # fmt: skip
SIZE = 6_000  # Characters of the smaller text.
LINEAR = 2.6  # Times the work for a text twice as long; quadratic work is four times as much.


def work(body):
    """The calls that reading a body takes: all of its faults, HTML and words. Cleaned HTML is C's work, not counted."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        rendering.article_faults(body)
        words.blocks(body)
        words.compared_lines(body)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_reading_takes_linear_work(unit):
    # The first words keep it apart from texts that other tests have read: what was read is cached.
    smaller, larger = (f"Read here alone.\n\n{unit * (size // len(unit))}" for size in (SIZE, 2 * SIZE))
    assert work(larger) < LINEAR * work(smaller)
