"""Each block of the grammar: what readers see, what search and comparisons read, and what an editor is told."""

import pytest

from articles.markdown import grammar, rendering, words

BENCH = {
    "name": "bench", "file": "pictures/b.webp", "width": 900, "height": 600, "alt": "A made-up bench",
    "is_decorative": False, "credit": "Nobody", "licence": "CC0-1.0",
}  # fmt: skip
TABLE = "| Part | Number |\n|---|--:|\n| one [key] | **1** |\n| two \\| three | 2 |"
WIDE = "| | A | B |\n|-|-|-|\n| c | d | e |"


def drawn(body, *keys, pictures=(BENCH,)):
    return str(rendering.article_html(body, rendering.Citations(keys), pictures)).strip()


def found(body):
    return [(fault.line, fault.message) for fault in rendering.article_faults(body)]


def test_a_table_names_its_columns_and_its_rows():
    html = drawn(TABLE)
    assert html.count('<th scope="col">') == 2
    assert '<th scope="row">two | three</th>\n<td>2</td>' in html
    assert "<td><strong>1</strong></td>" in html


def test_a_table_of_two_columns_fits_every_screen_and_takes_no_tab():
    assert drawn(TABLE).startswith('<div class="table">\n<table>')


def test_a_wide_table_scrolls_in_a_region_with_a_name_that_the_keyboard_reaches():
    region = '<div class="table table-wide" role="region" tabindex="0" aria-label="A, B">'
    assert drawn(WIDE).startswith(region)


def test_an_empty_corner_names_no_column():
    assert "<thead>\n<tr>\n<td></td>\n" in drawn(WIDE)


def test_a_caption_names_the_table_and_its_region():
    html = drawn(f"::: table Doses by **age**\n{WIDE}\n:::")
    assert 'aria-label="Doses by age"' in html
    assert "<table>\n<caption>Doses by <strong>age</strong></caption>\n<thead>" in html


def test_each_row_of_a_table_keeps_its_meaning_as_words():
    assert rendering.blocks(f"::: table Doses\n{WIDE}\n:::\n\n{TABLE}") == (
        "Doses", "c; A: d; B: e", "Part: one; Number: 1", "Part: two | three; Number: 2",
    )  # fmt: skip


def test_no_words_of_a_row_with_too_many_cells_are_lost():
    assert "<td>b | c</td>" in drawn("| x | y |\n|-|-|\n| a | b | c |")


def test_a_picture_is_shown_in_sizes_with_its_rights():
    html = drawn("![](picture:bench)")
    assert 'srcset="/media/w480/pictures/b.webp 480w, /media/w800/pictures/b.webp 800w' in html
    assert 'alt="A made-up bench" loading="lazy"' in html
    assert "<figcaption>Picture: Nobody, CC0-1.0</figcaption>" in html


def test_the_text_may_say_for_itself_what_a_picture_shows():
    assert 'alt="Two &amp; a bench"' in drawn("![Two &amp; a bench](picture:bench)")


def test_a_picture_that_the_document_lacks_stays_as_it_was_typed():
    assert drawn("![Words](picture:other)") == "<p>![Words](picture:other)</p>"


def test_a_picture_s_words_are_words_of_the_page():
    assert rendering.plain("![](picture:bench)", alternatives={"bench": "A made-up bench"}) == "A made-up bench"
    assert rendering.blocks("![Two](picture:bench)") == ("Two",)


def test_a_text_names_its_pictures_and_statements_in_order():
    body = "::: statement b-1\n\n![x](picture:bench)\n\n::: statement a"
    assert grammar.pictures(body) == [(3, "bench", "x")]
    assert rendering.statement_names(body) == ["b-1", "a"]


def test_a_statement_is_a_place_that_the_page_fills():
    html = rendering.article_html("a\n::: statement b-1\nc", rendering.Citations(()))
    assert str(html) == '<p>a</p>\n<div class="statement" data-statement="b-1"></div>\n<p>c</p>\n'
    assert str(rendering.with_statements(html, lambda name: f"<{name}>")) == "<p>a</p>\n&lt;b-1&gt;\n<p>c</p>\n"


def test_a_statement_has_the_words_that_it_is_given():
    assert rendering.blocks("::: statement b-1") == ()
    assert rendering.plain("a\n\n::: statement b-1", statements={"b-1": "Made up.\nTwice."}) == "a\nMade up.\nTwice."


def test_what_not_to_do_is_never_read_without_its_dont():
    assert rendering.blocks("::: dont\n- stop\n  - now\n:::") == ("Don’t: stop", "Don’t: now")
    assert drawn("::: do\n- rest\n:::") == (
        '<div class="advice advice-do">\n<h3>Do</h3>\n<ul>\n<li>rest</li>\n</ul>\n</div>'
    )


def test_details_open_by_their_summary():
    assert drawn("::: details More **words**\na\n\n- b\n:::") == (
        '<details class="details">\n<summary>More <strong>words</strong></summary>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n'
        "</details>"
    )


def test_a_list_has_two_levels_and_items_of_several_lines():
    assert found("- a\n  goes on\n  - b\n    goes on\n\n    and has a paragraph\n- c") == []
    assert drawn("- a\n  goes on\n  - b") == "<ul>\n<li>a\ngoes on\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"


def test_steps_keep_their_numbers():
    body = "1. a\n2. b\n   - c\n\nWords between.\n\n3. d"
    assert found(body) == []
    assert '<ol start="3">\n<li>d</li>' in drawn(body)


def test_a_year_at_the_start_is_no_list():
    assert found("1986. A great year.") == []
    assert drawn("1986. A great year.") == "<p>1986. A great year.</p>"


@pytest.mark.parametrize("written", ["&nbsp;", "&#160;", "&#xa0;"])
def test_codes_of_characters_are_read(written):
    assert rendering.blocks(f"20{written}mg &amp; **1&mdash;2** [a &lt; b](https://example.org/?a=1&amp;b=2)") == (
        "20 mg & 1—2 a < b",
    )
    assert 'href="https://example.org/?a=1&amp;b=2">a &lt; b</a>' in drawn(
        "[a &lt; b](https://example.org/?a=1&amp;b=2)"
    )


def test_a_comparison_names_what_it_shows():
    body = f"::: details More\na\n:::\n\n{WIDE}\n\n![x](picture:bench)\n\n::: statement b\n\n1. [c](article:d) [key]"
    assert words.compared_lines(body) == [
        "Details: More", "a", "c; A: d; B: e", "Picture bench: x", "Statement: b", "1. [c](article:d) [key]",
    ]  # fmt: skip


FAULTY = [
    ("| a | b |\n|-|\n| c | d |", 2, "as many cells"),
    ("| a" * 9 + "|\n" + "|-" * 9 + "|", 2, "at most 8"),
    ("| a | b |\n|-|-|\n| c |", 3, "has 1 cells, its table 2"),
    ("| a | b |\n|-|-|\n| c | d | e |", 3, "has 3 cells, its table 2"),
    ("| a | |\n|-|-|\n| c | d |", 1, "needs a name"),
    ("| a | b |\n|-|-|\n| | d |", 3, "what the row is about"),
    ("| a | b |\n|-|-|", 1, "only a header"),
    ("- | a | b |\n  |-|-|\n  | c | d |", 1, "A table may not stand inside a list"),
    ("::: note\n| a | b |\n|-|-|\n| c | d |\n:::", 2, "A table may not stand inside a callout"),
    ("::: table Words\nno table\n:::", 1, "holds one table"),
    ("::: table\n| a | b |\n|-|-|\n| c | d |\n:::", 1, "lone mark"),
    ("words ![x](picture:bench) words", 1, "a picture among words"),
    ("words\n![x](picture:bench)", 2, "a picture among words"),
    ("![x](picture:No Name)", 1, "neither a link"),
    (f"![{'x' * 301}](picture:bench)", 1, "300 characters"),
    ("- a\n\n  ![x](picture:bench)", 3, "A picture may not stand inside a list"),
    ("::: do\nwords\n:::", 1, "one list"),
    ("::: dont\n- a\n\n1. b\n:::", 1, "one list"),
    ("::: do\n\n:::", 1, "empty"),
    ("::: do\n### a\n:::", 2, "A heading may not stand inside a list of what to do"),
    ("::: details More\n\n:::", 1, "empty"),
    ("::: details\nwords\n:::", 1, "lone mark"),
    ("::: details [a](https://example.org)\nwords\n:::", 1, "plain words"),
    ("::: details More\n::: note\nx\n:::\n:::", 1, "lone mark"),
    ("::: statement", 1, "lone mark"),
    ("::: statement No-Name", 1, "lone mark"),
    ("- ::: statement a", 1, "lone mark"),
    ("- ### a", 1, "A heading may not stand inside a list"),
    ("12. May was cold", 1, "12\\."),
    ("1. a\n2. b\n4. c", 3, "number 3"),
    ("1. a\n1986. b", 2, "leave an empty line"),
    ("- a\n  - b\n  back to a?", 3, "Indent this line"),
    ("20&notacode;mg", 1, "code for a character"),
    ("pills \u202eand", 1, "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("pills &#x202e;and", 1, "U+202E"),
    ("[pi\u200blls](https://example.org)", 1, "U+200B ZERO WIDTH SPACE"),
]


@pytest.mark.parametrize(("body", "line", "message"), FAULTY)
def test_names_what_does_not_fit_its_line_and_what_to_do(body, line, message):
    assert any(at == line and message in said for at, said in found(body)), found(body)


@pytest.mark.parametrize("body", ["1. a\n1. b\n1. c", "- soft\u00adhyphen", "1\\. May"])
def test_what_does_fit_is_no_fault(body):
    assert found(body) == []


def test_a_notice_has_tables_and_details_but_nothing_that_needs_an_article():
    assert rendering.notice_faults(f"{TABLE.replace('[key]', '')}\n\n::: details More\na\n:::", facts=()) == []
    said = rendering.notice_faults("::: do\n- a\n:::\n\n::: statement a\n\n![x](picture:bench)", facts=())
    assert [fault.line for fault in said] == [1, 5, 7]


def test_a_statement_has_no_headings_pictures_details_and_statements():
    body = "### a\n\n![x](picture:bench)\n\n::: statement b\n\n::: details c\nd\n:::\n\n- e [key]"
    said = rendering.statement_faults(body)
    assert [fault.line for fault in said] == [1, 3, 5, 7]


def test_a_copy_elsewhere_finds_the_pictures_of_the_text():
    html = rendering.article_html("![](picture:bench)", rendering.Citations(()), [BENCH])
    whole = str(rendering.with_whole_addresses(html, page="http://testserver/a/"))
    assert '="/media' not in whole
    assert ", /media" not in whole
