import pytest

from articles.markdown import grammar, rendering


def found(body):
    return [(fault.line, fault.message) for fault in rendering.article_faults(body)]


def test_all_that_the_grammar_knows_is_no_fault():
    body = "### Part\n\nWords **bold** [key] [key2], [a](https://example.org) [b](article:x).\n\n- one\n- two\n\n1. one"
    assert found(body) == []


def test_a_callout_may_hold_lists_citations_and_paragraphs():
    body = "::: note\n- a [key]\n- b\n\nc **d**\n:::"
    assert found(body) == []


FAULTY = [
    ("ok\n\n# Title", 3, "begins with ###"),
    ("## Title", 1, "begins with ###"),
    ("Title\n---", 1, "begins with ###"),
    ("- a\n  - b\n    - c", 3, "two levels"),
    ("- a\nlazy", 2, "Indent"),
    ("* a", 1, "begins with “- ”"),
    ("a *b*", 1, "single stars"),
    ("a _b_", 1, "single stars"),
    ("a\nb `c`", 2, "back-ticks"),
    ("```\nx\n```", 1, "code block"),
    ("    x", 1, "four spaces"),
    ("> x", 1, "quotation"),
    ("a\n\n***", 3, "horizontal"),
    ("a | b\n--|--|--\n1 | 2", 2, "table"),
    ("![x](https://example.org/x.png)", 1, "picture"),
    ("<b>x</b>", 1, "HTML"),
    ("a\nb <i>x</i>", 2, "HTML"),
    ("<https://example.org>", 1, "a link that is not"),
    ("see https://example.org", 1, "bare address"),
    ("[x](javascript:alert(1))", 1, "refused"),
    ("[x](ftp://example.org)", 1, "refused"),
    (f"[x](https://example.org/{'x' * 500})", 1, "longer than 500"),
    ("[x](article:No Slug)", 1, "link"),
    ("[Foo Bar]", 1, "neither a link nor a citation"),
    ("{{ site.owner }}", 1, "not a fact"),
    ("{{ owner }}", 1, "Double braces"),
    ("**open", 1, "without a partner"),
    ("a  \nb", 1, "line break"),
    ("::: call-soon\nx\n:::", 1, "lone mark"),
    ("a\n\n::: note\nopen", 3, "lone mark"),
    ("x\n:::", 2, "lone mark"),
    ("::: note\n::: warning\nx\n:::\n:::", 1, "lone mark"),
    ("- ::: note\n  x\n  :::", 1, "lone mark"),
    ("a\n\n::: note\n\n:::", 3, "empty"),
    ("::: note\n### Part\n:::", 2, "its own heading"),
    ("::: note\n> x\n:::", 2, "quotation"),
]


@pytest.mark.parametrize(("body", "line", "words"), FAULTY)
def test_names_what_may_not_be_used_and_its_line(body, line, words):
    assert any(at == line and words in message for at, message in found(body)), found(body)


def test_a_notice_has_no_citations():
    faults = rendering.notice_faults("Said. [key]", facts=())
    assert [fault.line for fault in faults] == [1]


def test_a_notice_has_no_callouts():
    faults = rendering.notice_faults("a\n\n::: note\nb\n:::", facts=())
    assert [fault.line for fault in faults] == [3]


def test_lines_inside_a_callout_keep_their_numbers():
    assert grammar.citations("a\n\n::: note\n\nSaid. [key]\n:::") == [(5, "key")]


def test_a_notice_may_name_the_owners_facts_only():
    faults = rendering.notice_faults("{{ site.owner }}\n{{ site.secret_key }}", facts={"owner": ""})
    assert [fault.line for fault in faults] == [2]


def test_citations_and_links_know_their_lines():
    body = "One. [a]\nTwo. [b] [x](article:y)"
    assert grammar.citations(body) == [(1, "a"), (2, "b")]
    assert list(grammar.internal_links(body)) == [(2, "article", "y")]
