"""Clipboards of Word, Google Docs, LibreOffice, mail programs, PDF files and chats become the grammar's marks.

All words are made up.
"""

import pytest
from playwright.sync_api import expect

from articles.markdown import rendering

from .test_writing import NEW
from .texts import body, give, paste, text, write

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{margin:0cm}
@list l2:level1 {mso-level-number-format:bullet; mso-level-text:x;}
</style></head>
<body><!--StartFragment--><h1 style='mso-x:none'>What it is<o:p></o:p></h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US>Sleep</span></b><span>
helps&nbsp;most people,
and <i>rest</i> too.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>First
item<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>Inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Second item</p>
<p class=MsoNormal>Between.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Numbered</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><span style='mso-list:Ignore'>a)</span>Sub-step</p>
<p class=MsoNormal>Words between the steps.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Goes on</p>
<p class=MsoNormal>End.</p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'>No mark, but a style</p>
<script>alert(1)</script><img src="file:///C:/secret.png"><!--EndFragment--></body></html>"""
WORD_AS_MARKS = """### What it is

**Sleep** helps most people, and rest too.

- First item
  - Inner
- Second item

Between.

1. Numbered
   1. Sub-step

Words between the steps.

2. Goes on

End.

- No mark, but a style"""
WEB_WORD = "".join(
    f"""<div class="ListContainerWrapper SCXW1"><{kind} class="x" role="list" start="{start}"><li data-leveltext="%1."
    data-aria-level="{level}" role="listitem"><p class="Paragraph"><span class="TextRun"><span>{words}</span></span
    ><span class="EOP">&nbsp;</span></p></li></{kind}></div>"""
    for kind, start, level, words in [
        ("ol", 1, 1, "First"), ("ol", 2, 1, "Second"), ("ul", 1, 2, "Inner"), ("ol", 3, 1, "Third"),
    ]
)  # fmt: skip
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
DOCS = """<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span
style="font-weight:700">Strong</span> <span style="font-weight:400">and <a
href="https://www.google.com/url?q=https://example.org/&amp;sa=D">plain</a></span></p>
<ul><li dir="ltr" aria-level="1"><p>Ask your doctor.</p></li><ul><li dir="ltr" aria-level="2"><p>Bring a list.</p></li>
<li aria-level="2"><p>of medicines</p></li></ul><li aria-level="1"><p>Go home.</p></li></ul></b>"""
DOCS_AS_MARKS = """**Strong** and [plain](https://example.org/)

- Ask your doctor.
  - Bring a list.
  - of medicines
- Go home."""
TRACKED = """<p class=MsoNormal>A<a href="#_ftn1"><span>[1]</span></a> <del>bad</del><ins>good</ins> <s>old</s> end<a
class=msocomanchor href="#_msocom_1">[A1]</a>.</p>
<div style='mso-element:footnote-list'><p><a href="#_ftnref1">[1]</a> Note.</p></div>
<div style='mso-element:comment-list'><p>A comment.</p></div>"""
TABLE = """<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Medicine<o:p></o:p></b></p></td>
<td><p class=MsoNormal><b>Dose<o:p></o:p></b></p></td></tr>
<tr><td rowspan=2><p>Example A</p></td><td><p>1 mg</p><p>at night</p></td></tr>
<tr><td><ul><li>x</li><li>y</li></ul></td></tr>
</table>"""
TABLE_AS_MARKS = "| Medicine | Dose |\n|---|---|\n| Example A | 1 mg at night |\n| Example A | x; y |"
TWO_HEADS = """<table><thead><tr><th rowspan=2>Part</th><th colspan=2>Dose</th></tr><tr><th>start</th><th>most</th></tr>
</thead><tbody><tr><td>A</td><td>20</td><td>60</td></tr></tbody></table>"""
TWO_HEADS_AS_MARKS = "| Part | Dose: start | Dose: most |\n|---|---|---|\n| A | 20 | 60 |"
NO_HEAD = "<table><tr><td>Sleep</td><td>Rest.</td></tr><tr><td>Food</td><td>Eat.</td></tr></table>"
OFFICE = """<h2>A<br>title</h2><p>Bold<sup><a class="sdfootnoteanc" href="#s1"><sup>1</sup></a></sup> 10<sup>9</sup></p>
<ol><li><p>One</p><ul><li>a</li><li>b</li></ul></li><li><h3>Two</h3></li></ol><p>&#8226;&nbsp;Fake</p>"""
FIGURES = """<p>Take 20 mg<sup>3</sup> as most<sup>1,2</sup> do; 3.5 m<sup>2</sup>, H<sub>2</sub>O, Ca<sup>2+</sup>,
10<sup>-9</sup>, in 2015<sup>4</sup>, the 1<sup>st</sup> day.</p>"""
FIGURES_AS_MARKS = "Take 20 mg \\[3\\] as most \\[1,2\\] do; 3.5 m², H₂O, Ca²⁺, 10⁻⁹, in 2015 \\[4\\], the 1st day."
SAFE = (
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&amp;data=05%7Cnora%40example.net"
)
WRAPPED = f"""<p><a href="{SAFE}">one</a> <a
href="https://urldefense.com/v3/__https://example.org/b?x=*1__;Iw!!abc!def$">two</a> <a
href="https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_c&amp;d=x">three</a> <a
href="https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fd%3Ffbclid%3Dz&amp;h=x">four</a> <a
href="https://protect-eu.mimecast.com/s/AbC?domain=example.org">https://example.org/e</a> <a
href="https://protect-eu.mimecast.com/s/AbC?domain=example.org">six</a></p>"""
WRAPPED_AS_MARKS = (
    "[one](https://example.org/a) [two](https://example.org/b?x=#1) [three](https://example.org/c) "
    "[four](https://example.org/d) [example.org/e](https://example.org/e) six"
)
ODD = """<p>Soft&shy;ly &nbsp;<b>bold:</b>next <b>a</b> <b>b</b></p><b><p>X</p><p>Y</p></b>
<p>_u_ `t` &lt;b&gt; ~~s~~ {{ x }} https://bare.example/a.</p><p>&gt; q</p><p>---</p>
<p>2020. Year</p><pre>    code</pre><a href="https://example.org/h"><h3>Linked</h3></a>
<p><span style="font-family:Wingdings">§</span><span>&nbsp;</span>Item</p>"""
ODD_AS_MARKS = """Softly **bold**:next **a** **b**

**X**

**Y**

\\_u\\_ \\`t\\` \\<b> \\~\\~s\\~\\~ \\{{ x }} [bare.example/a](https://bare.example/a).

\\> q

\\---

2020. Year

code

### [Linked](https://example.org/h)

- Item"""
CLIPBOARDS = {
    "word": (WORD, WORD_AS_MARKS),
    "word in a browser": (WEB_WORD, "1. First\n2. Second\n   - Inner\n3. Third"),
    "web": (WEB, WEB_AS_MARKS),
    "docs": (DOCS, DOCS_AS_MARKS),
    "word, changes tracked": (TRACKED, "A \\[1\\] good end.\n\n\\[1\\] Note."),
    "table": (TABLE, TABLE_AS_MARKS),
    "table with two heads": (TWO_HEADS, TWO_HEADS_AS_MARKS),
    "table without head": (NO_HEAD, "|  |  |\n|---|---|\n| Sleep | Rest. |\n| Food | Eat. |"),
    "libreoffice": (OFFICE, "### A title\n\nBold \\[1\\] 10⁹\n\n1. One\n   - a\n   - b\n2. Two\n\n- Fake"),
    "numbers of items": ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
    "value of an item": ('<ol><li value="4">d</li></ol>', "4. d"),
    "three levels": ("<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>", "- a\n  - b\n  - c"),
    "lines broken by hand": ("<div>• one<br>• two<br><br>After</div>", "- one\n- two\n\nAfter"),
    "figures": (FIGURES, FIGURES_AS_MARKS),
    "wrapped links": (WRAPPED, WRAPPED_AS_MARKS),
    "odd": (ODD, ODD_AS_MARKS),
}


@pytest.mark.parametrize(("html", "marks"), CLIPBOARDS.values(), ids=CLIPBOARDS)
def test_what_is_pasted_becomes_the_sites_own_marks(person, html, marks):
    page = person(NEW)
    paste(page, html)
    expect(body(page)).to_have_value(marks)
    # A list may go on with numbers that its text doesn't begin, and a table may lack its names: the checks say so.
    faults = [fault.message for fault in rendering.article_faults(marks)]
    assert [words for words in faults if "number" not in words and "needs a name" not in words] == []
    assert page.complaints == []


LONG = "This line of a made-up PDF file is as long as such lines are, and breaks a medi-"
PLAIN = {
    "pdf": (f"{LONG}\ncine in two, as its printed page\nhad it.\n\nNext.",
            f"{LONG[:-1]}cine in two, as its printed page had it.\n\nNext."),
    "a hyphen that stays": (f"{LONG[:-5]}self-\nhelp.", f"{LONG[:-5]}self-help."),
    "bullets": ("Bring:\n• a list\n• a friend\n– x", "Bring:\n\n- a list\n- a friend\n\n– x"),
    "dashes": ("– a list\n– a friend", "- a list\n- a friend"),
    "steps": ("1. one\n2. two", "1. one\n2. two"),
    "chat": ("Hello\nSee https://example.org/a?utm_source=x", "Hello\n\nSee [example.org/a?utm_source=x](https://example.org/a)"),
    "marks": ("**Bold** and\n\n- item\n  - inner", "**Bold** and\n\n- item\n  - inner"),
    "a year": ("1986. A great year", "1986. A great year"),
}  # fmt: skip


@pytest.mark.parametrize(("plain", "marks"), PLAIN.values(), ids=PLAIN)
def test_plain_text_gets_its_paragraphs_and_lists(person, plain, marks):
    page = person(NEW)
    paste(page, plain=plain)
    expect(body(page)).to_have_value(marks)


def test_what_was_left_out_is_said_and_can_be_undone(person):
    page = person(NEW)
    write(page, "Before. ")
    paste(page, f"{TRACKED}<img src='data:,' width=300><p><a href='tel:112'>112</a></p>", onto=None)
    told = page.locator(".paste-told")
    expect(told).to_contain_text("pictures left out: 1")
    expect(told).to_contain_text("comments left out: 2")
    expect(told).to_contain_text("deleted or struck-out words left out: 2")
    expect(told).to_contain_text("links that aren't https:// and lost their address: 1")
    told.get_by_role("button", name="Undo the paste").click()
    expect(body(page)).to_have_value("Before.")
    expect(told).to_have_count(0)


BLOCK = "<h2>Sleep</h2><ul><li>a</li></ul>"
NOTE = "::: note\nWords.\n:::"
PLACES = [
    ("Words.", "", "<b>Sleep</b>", "Words.**Sleep**"),
    ("- x", "<Enter>", "<ul><li>a</li></ul>", "- x\n- a"),
    (NOTE, "<ArrowUp><End>", "<p>a</p><ul><li>b</li></ul>", "::: note\nWords.a\n\n- b\n:::"),
    (NOTE, "<ArrowUp><End>", BLOCK, f"{NOTE}\n\n### Sleep\n\n- a"),
]


def test_what_is_pasted_keeps_to_what_its_place_can_hold(person):
    page = person(NEW)
    for before, keys, html, after in PLACES:
        write(page, keys, onto=before)
        paste(page, html, onto=None)
        expect(body(page)).to_have_value(after)


def test_what_is_pasted_into_a_cell_is_one_line(person):
    page = person(NEW)
    write(page, "", onto="| a | b |\n|-|-|\n| c | d |")
    text(page).locator("td").last.click()
    text(page).press("End")
    paste(page, "<p>x</p><p>y</p>", onto=None)
    expect(body(page)).to_have_value("| a | b |\n|---|---|\n| c | dx y |")


def test_a_copy_from_the_editor_keeps_its_blocks(person):
    page = person(NEW)
    whole = "::: note\n- a [x](https://example.org/)\n:::\n\nWords **bold**"
    give(page, whole)
    text(page).press("Control+a")
    copied = text(page).evaluate(
        """(place) => {
            const data = new DataTransfer();
            place.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
            return data.getData("text/html");
        }"""
    )
    paste(page, copied)
    expect(body(page)).to_have_value(whole)
    assert page.complaints == []


def test_what_is_pasted_runs_nothing(person):
    page = person(NEW)
    for hostile in ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
                    "<a data-target='javascript:alert(1)'>x</a>",
                    "<p data-pm-slice='0 0 []'><a data-target='javascript:alert(1)'>x</a></p>",
                    "<div style='background:url(https://example.org/x)' onclick=alert(1)>x</div>",
                    "<p style=\"color:red\"onmouseover=alert(1)>x</p>", "<p/style=color:red>x</p>"):  # fmt: skip
        paste(page, hostile)
        expect(body(page)).to_have_value("x" if ">x<" in hostile else "")
    assert page.complaints == []
