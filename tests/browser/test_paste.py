"""Real clipboards become the site's marks, in the fixed grammar, and stand where they belong. The words are made up."""

import pytest
from playwright.sync_api import expect

from articles.markdown import rendering

from .test_writing import ARTICLE, body, paste

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{margin:0cm}</style></head>
<body><!--StartFragment--><h1 style='mso-x:none'>What it is<o:p></o:p></h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US>Sleep</span></b><span>
helps&nbsp;most people,
and <i>rest</i> too.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>First
item<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Second item</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Numbered</p>
<script>alert(1)</script><img src="file:///C:/secret.png"><!--EndFragment--></body></html>"""
WORD_AS_MARKS = (
    "### What it is\n\n**Sleep** helps most people, and rest too.\n\n- First item\n- Second item\n\n1. Numbered"
)
WEB = """<meta charset='utf-8'><div><h2>Care <span class="mw-editsection">[edit]</span></h2><p>Read
<a href="https://example.org/page?id=7&amp;utm_source=news&amp;fbclid=x" onclick="steal()">the page</a>,
<a href="javascript:alert(1)">not this</a><sup class="reference">[1]</sup>.</p>
<ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p></li></ul>
<p style="display:none">Hidden</p><blockquote>Quoted [words]</blockquote></div>"""
WEB_AS_MARKS = """### Care

Read [the page](https://example.org/page?id=7), not this.

- One
- Inner
- Two

Quoted \\[words\\]"""
DOCS = """<b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="ltr"><span style="font-weight:700">Strong</span>
<span style="font-weight:400">and <a href="https://www.google.com/url?q=https://example.org/&amp;sa=D">plain</a></span>
</p></b>"""
DOCS_AS_MARKS = "**Strong** and [plain](https://example.org/)"


TRACKED = """<p class=MsoNormal>A<a href="#_ftn1"><span>[1]</span></a> <del>bad</del><ins>good</ins> <s>old</s> end<a
class=msocomanchor href="#_msocom_1">[A1]</a>.</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>Inner</p>
<div style='mso-element:footnote-list'><p><a href="#_ftnref1">[1]</a> Note.</p></div>
<div style='mso-element:comment-list'><p>A comment.</p></div>"""
TABLE = """<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Medicine<o:p></o:p></b></p></td>
<td><p class=MsoNormal><b>Dose<o:p></o:p></b></p></td></tr>
<tr><td rowspan=2><p>Example A</p></td><td><p>1 mg</p><p>at night</p></td></tr>
<tr><td><ul><li>x</li><li>y</li></ul></td></tr>
</table>"""
OFFICE = """<h2>A<br>title</h2><p>Bold<sup><a class="sdfootnoteanc" href="#s1"><sup>1</sup></a></sup> 10<sup>9</sup></p>
<ol><li><p>One</p><ul><li>a</li><li>b</li></ul></li><li><h3>Two</h3></li></ol><p>&#8226;&nbsp;Fake</p>"""
ODD = """<p>Soft&shy;ly &nbsp;<b>bold:</b>next <b>a</b> <b>b</b></p><b><p>X</p><p>Y</p></b>
<p>_u_ `t` &lt;b&gt; ~~s~~ {{ x }} https://bare.example/a.</p><p>&gt; q</p><p>---</p>
<p>2020. Year</p><pre>    code</pre>"""
CLIPBOARDS = {
    "word": (WORD, WORD_AS_MARKS),
    "web": (WEB, WEB_AS_MARKS),
    "docs": (DOCS, DOCS_AS_MARKS),
    "word, changes tracked": (TRACKED, "A\\[1\\] good end.\n\n- Inner\n\n\\[1\\] Note."),
    "table": (TABLE, "- Medicine: Example A; Dose: 1 mg at night\n- Medicine: Example A; Dose: x, y"),
    "table without head": ("<table><tr><td>Sleep</td><td>Rest.</td></tr><tr><td>Food</td><td>Eat.</td></tr></table>",
                           "- Sleep – Rest.\n- Food – Eat."),
    "libreoffice": (OFFICE, "### A title\n\nBold\\[1\\] 10⁹\n\n1. One: a; b\n2. Two\n\n- Fake"),
    "odd": (ODD, "Softly **bold**:next **a b**\n\n**X**\n\n**Y**\n\n\\_u_ \\`t\\` \\<b> \\~~s\\~~ \\{{ x }} "
                 "[bare.example/a](https://bare.example/a).\n\n\\> q\n\n\\---\n\n2020\\. Year\n\ncode"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "marks"), CLIPBOARDS.values(), ids=CLIPBOARDS)
def test_what_is_pasted_becomes_the_sites_own_marks(person, html, marks):
    page = person(ARTICLE)
    paste(page, html)
    expect(body(page)).to_have_value(marks)
    assert rendering.article_faults(marks) == []
    assert page.complaints == []


def put_cursor(field, text):
    """At the “|”."""
    field.fill(text.replace("|", ""))
    field.evaluate("(field, place) => { field.focus(); field.setSelectionRange(place, place); }", text.index("|"))


NOTE = "::: note\nWords.\n:::"
BLOCK = "<h2>Sleep</h2><ul><li>a</li></ul>"
PLACES = [
    (f"{NOTE}|", "<b>Sleep</b>", f"{NOTE}\n\n**Sleep**"),
    (f"|{NOTE}", "<b>Sleep</b>", f"**Sleep**\n\n{NOTE}"),
    ("::: note\nWords.|\n:::", BLOCK, "::: note\nWords.\n\n### Sleep\n\n- a\n:::"),
    ("See | here.", BLOCK, "See\n\n### Sleep\n\n- a\n\nhere."),
    ("See | here.", "<p><b>this</b></p>", "See **this** here."),
    ("- x\n|\n- y", "<ul><li>a</li></ul>", "- x\n- a\n- y"),
    ("Words\n|\nMore", "<ul><li>a</li></ul>", "Words\n\n- a\n\nMore"),
]


def test_what_is_pasted_stands_apart_where_it_is_a_block(person):
    page = person(ARTICLE)
    for before, html, after in PLACES:
        put_cursor(body(page), before)
        paste(page, html, keeps_cursor=True)
        expect(body(page)).to_have_value(after)


BUTTONS = [
    (f"{NOTE}|", "List", f"{NOTE}\n\n- "),
    ("Words\nitem|\nMore", "List", "Words\n\n- item\n\nMore"),
    ("- x\n|", "List", "- x\n- "),
    ("One|\nTwo", "Heading", "### One\n\nTwo"),
    ("Words|", "Callout: Good to know", "Words\n\n::: note\n\n:::"),
    ("::: note\nWo|rds.\n:::", "Callout: Good to know", f"{NOTE}\n\n::: note\n\n:::"),
]


def test_a_button_sets_its_block_apart(person):
    page = person(ARTICLE)
    for before, button, after in BUTTONS:
        put_cursor(body(page), before)
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(body(page)).to_have_value(after)
