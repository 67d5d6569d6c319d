"""The editor of a text: what is typed becomes the grammar's marks, exactly, and what nobody touched stays as it was."""

import ast
import gzip
import json
import re
import secrets
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from PIL import Image
from playwright.sync_api import expect

from articles.markdown import rendering

from .conftest import DESK, PHONE
from .test_blocks import BLOCKS
from .test_writing import ARTICLE, NEW
from .texts import body, give, press, text, write

PROJECT = Path(__file__).resolve().parents[2]
CONTENT = PROJECT / "content"
MOST_BYTES = 150_000  # Of all that the editor loads, compressed.

TYPED = {
    "paragraphs": ("One.<Enter>Two.", "One.\n\nTwo."),
    "bold by key": ("A <Control+b>bold<Control+b> word", "A **bold** word"),
    "bold by stars": ("A **bold** word", "A **bold** word"),
    "heading": ("### Part<Enter>Words", "### Part\n\nWords"),
    "list": ("- one<Enter>two<Enter><Tab>inner<Enter>more<Enter><Enter>three<Enter><Enter>After",
             "- one\n- two\n  - inner\n  - more\n- three\n\nAfter"),
    "steps": ("1. one<Enter>two<Enter><Tab>inner<Enter><Shift+Tab>three", "1. one\n2. two\n   1. inner\n3. three"),
    "no third level": ("- a<Enter><Tab>b<Enter>c<Shift+Tab><Tab>", "- a\n  - b\n  - c"),
    "callout": ("/take<Enter>Words.<Enter>More.<Enter><Enter>After", "::: warning\nWords.\n\nMore.\n:::\n\nAfter"),
    "list in a callout": ("/good<Enter>- a<Enter>b<Control+Enter>After", "::: note\n- a\n- b\n:::\n\nAfter"),
    "what not to do": ("/don<Enter>hurry<Enter>worry<Enter><Enter>After", "::: dont\n- hurry\n- worry\n:::\n\nAfter"),
    "details": ("/details<Enter>More on it<Enter>Words", "::: details More on it\nWords\n:::"),
    "table": ("/table<Enter>Medicine<Tab>Dose<Tab>A<Tab>1 | 2<Tab>B<Tab>3<Tab>C<Tab>4",
              "| Medicine | Dose |\n|---|---|\n| A | 1 \\| 2 |\n| B | 3 |\n| C | 4 |"),
    "down a table": ("/table<Enter>H<Enter>a<Enter>b<Enter>c",
                     "| H |  |\n|---|---|\n| a |  |\n| b |  |\n| c |  |"),
    "link by marks": ("See [the page](https://example.org/x) now", "See [the page](https://example.org/x) now"),
    "letters that are marks": ("5 * 3 is [not] a `mark`, nor _this_, &amp; <b>",
                               "5 * 3 is \\[not\\] a \\`mark\\`, nor \\_this\\_, \\&amp; \\<b>"),
    "a mark at the beginning": ("a<Enter>> b<Enter>+ d", "a\n\n\\> b\n\n\\+ d"),
    "undo": ("One<Control+b> bold<Control+z><Control+z>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "marks"), TYPED.values(), ids=TYPED)
def test_what_is_typed_becomes_exactly_these_marks(person, keys, marks):
    page = person(NEW)
    write(page, keys)
    expect(body(page)).to_have_value(marks)
    assert page.complaints == []


# What nobody touched


FORCE = """async (bodies) => {
    const loaded = (name) => performance.getEntriesByType("resource").map((one) => one.name).find((url) => url.includes(`/editor/${name}`));
    const [{ Body }, { grouped, textOf }] = await Promise.all([import(loaded("kept-source")), import(loaded("serializer"))]);
    return bodies.map((text) => {
        try {
            const body = new Body(text);
            const apart = body.read.map(({ gap, text: block }) => gap + block).join("") + body.read.end;
            return { isKept: body.write(body.doc) === text && apart === text, anew: grouped(body.doc.content.content).map(textOf).join("\\n\\n") };
        } catch (fault) {
            return { refused: fault.words ?? String(fault.stack), line: fault.line };
        }
    });
}"""  # noqa: E501
TESTS = Path(__file__).resolve().parent.parent / "articles"
# Valid to the grammar, whose drawing parser reads them as words; the editor doesn't guess: pieces of HTML, "~~" alone.
LEFT_IN_THE_BOX = re.compile(r"<[a-z/!?]|~~|^\s*- 1\. |^\s*[-1.]+ [-1.]+ ", re.MULTILINE)


def pack_bodies():
    """Every section of the content pack's articles, and every statement."""
    for path in sorted(CONTENT.rglob("*.md")):
        if path.parent.name in {"articles", "statements"}:
            for part in re.split(r"^## .*\n", path.read_text().split("---\n", 2)[2], flags=re.MULTILINE):
                yield part.strip("\n")


def bodies_of_tests():
    """Every text that the tests of the grammar name, right or wrong."""
    for path in [TESTS / "test_grammar.py", TESTS / "test_rendering.py", *sorted((TESTS / "markdown").glob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def drawn(marks):
    """As readers see it; a soft line break is a space."""
    keys = re.findall(r"\[([a-z0-9-]+)\]", marks)
    return re.sub(r"\s+", " ", str(rendering.article_html(marks, rendering.Citations(keys))))


def without_empty(html):
    """Without items and paragraphs that hold nothing: the editor doesn't write them."""
    shorter = re.sub(r"<(li|p|ul|ol|h3)>(\s|&nbsp;)*</\1>\s*", "", html)
    return shorter if shorter == html else without_empty(shorter)


def test_every_body_of_the_pack_is_taken_kept_and_written_anew_the_same(person):
    page = person(NEW)
    bodies = list(pack_bodies())
    assert len(bodies) > 60
    for marks, found in zip(bodies, page.evaluate(FORCE, bodies), strict=True):
        assert found.get("isKept"), (marks, found)
        assert drawn(found["anew"]) == drawn(marks)
        assert rendering.article_faults(found["anew"]) == rendering.article_faults(marks) == []


def test_every_body_of_the_grammars_tests_is_kept_or_stays_in_its_box(person):
    page = person(NEW)
    bodies = list(bodies_of_tests())
    assert len(bodies) > 400
    for marks, found in zip(bodies, page.evaluate(FORCE, bodies), strict=True):
        is_valid = rendering.article_faults(marks) == []
        if "refused" in found:
            assert found["refused"].startswith("refused_"), (marks, found)
            assert not is_valid or LEFT_IN_THE_BOX.search(marks), (marks, found)
            continue
        assert found["isKept"], marks
        if is_valid:
            assert without_empty(drawn(found["anew"])) == without_empty(drawn(marks)), marks
            assert rendering.article_faults(found["anew"]) == []


def test_opening_an_article_changes_no_letter_and_shows_no_box(person):
    page = person(ARTICLE)
    expect(text(page, 1)).to_be_visible()
    fields = page.locator("textarea[data-writing]")
    assert fields.evaluate_all("(all) => all.every((field) => field.value === field.defaultValue)")
    expect(page.locator(".shows-marks")).to_have_count(0)
    assert page.complaints == []


ODD = "One\nline [a](https://example.org/x)\n\n\n-   two\n-   three\n\nLast.  \n\n"


def test_a_change_leaves_the_other_blocks_letter_for_letter(person):
    page = person(NEW)
    write(page, "<ArrowUp><ArrowUp><End>!", onto=ODD)
    expect(body(page)).to_have_value("One\nline [a](https://example.org/x)\n\n- two!\n- three\n\nLast.  \n\n")
    press(page, "<Control+z>")
    expect(body(page)).to_have_value(ODD)


def test_a_text_that_cannot_be_kept_stays_in_its_box_and_says_why(person):
    page = person(NEW)
    give(page, "Fine.\n\n> Quoted")
    expect(page.get_by_text("Shown with its marks, because line 3 has a quotation that begins with >")).to_be_visible()
    expect(body(page)).to_be_visible()
    body(page).fill("Fine.")
    page.get_by_role("button", name="Back to the editor").click()
    expect(text(page)).to_be_focused()
    page.get_by_role("button", name="Show the marks").click()
    expect(body(page)).to_be_focused()
    expect(body(page)).to_have_value("Fine.")


# Menus and dialogs


def bar(page):
    return page.get_by_role("toolbar", name="Marks for the text").first


def dialog(page):
    return page.get_by_role("dialog")


def test_a_source_is_added_on_the_spot_and_numbered(person):
    page = person(NEW)
    write(page, "A claim. [")
    expect(page.get_by_role("option", name="Add a source")).to_be_visible()
    press(page, "<Enter>")
    dialog(page).get_by_role("textbox", name="Publisher").fill("National Made-up Institute")
    dialog(page).get_by_label("Title of the source").fill("A made-up guide")
    dialog(page).get_by_label("Published").fill("May 2024")
    assert Axe().run(page).response["violations"] == []
    dialog(page).get_by_role("button", name="Add it and cite it").click()
    expect(body(page)).to_have_value("A claim. [nmi-2024]")
    expect(page.locator("#id_sources-0-title")).to_have_value("A made-up guide")
    chip = text(page).get_by_role("img", name="Source 1: National Made-up Institute: A made-up guide")
    expect(chip).to_have_text("1")
    press(page, " Again [nmi-2024] and [unknown].")
    expect(body(page)).to_have_value("A claim. [nmi-2024] Again [nmi-2024] and \\[unknown\\].")


def test_a_page_of_the_site_is_found_and_linked(person):
    page = person(NEW)
    write(page, "Read <Control+k>")
    dialog(page).get_by_role("combobox").fill("talking")
    dialog(page).get_by_role("option", name="Talking therapies").click()
    dialog(page).get_by_role("button", name="Put it in").click()
    expect(body(page)).to_have_value("Read [Talking therapies](article:talking-therapies)")


ADDRESSES = [
    ("http://example.org", "begins with http://"),
    ("javascript:alert(1)", "Only https:// addresses"),
    ("mailto:nora@example.org", "Only https:// addresses"),
    ("some words", "This is no web address"),
    ("article:nothing-is-called-so", "Readers see no page at this address now"),
    ("", "Give an address"),
]


def test_an_address_is_checked(person):
    page = person(NEW)
    write(page, "words<Shift+Home><Control+k>")
    for address, why in ADDRESSES:
        dialog(page).get_by_role("combobox").fill(address)
        dialog(page).get_by_role("button", name="Put it in").click()
        expect(dialog(page).get_by_role("alert")).to_contain_text(why)
    dialog(page).get_by_role("combobox").fill("example.org/a?utm_source=x")
    dialog(page).get_by_role("button", name="Put it in").click()
    expect(body(page)).to_have_value("[words](https://example.org/a)")


def test_a_statement_is_chosen_and_seen(person):
    page = person(NEW)
    write(page, "/statement<Enter>")
    dialog(page).get_by_role("option").filter(has_text=re.compile("stop", re.IGNORECASE)).first.click()
    expect(body(page)).to_have_value("::: statement stopping-antidepressants")
    expect(text(page).locator(".statement-view")).to_contain_text("Statement: stopping-antidepressants")


def test_a_picture_is_chosen_and_another_uploaded(person, tmp_path):
    page = person(NEW)
    write(page, "/picture<Enter>")
    dialog(page).get_by_role("option").first.click()
    dialog(page).get_by_label("What it shows here").fill("Made-up words")
    dialog(page).get_by_role("button", name="Put it in").click()
    expect(body(page)).to_have_value(re.compile(r"^!\[Made-up words\]\(picture:[a-z0-9-]+\)$"))
    expect(text(page).get_by_role("img", name="Made-up words")).to_be_visible()

    name = f"made-up-{secrets.token_hex(4)}"
    file = tmp_path / f"{name}.png"
    Image.effect_noise((900, 600), 50).save(file)
    write(page, "/picture<Enter>")
    dialog(page).get_by_text("Upload a picture").click()
    dialog(page).get_by_label("File (JPEG").set_input_files(file)
    dialog(page).get_by_role("button", name="Put it in").click()
    expect(dialog(page).get_by_role("alert")).not_to_be_empty()
    for label, words in (("What it shows", "Made-up noise"), ("Credit", "Nobody"), ("Licence", "CC0-1.0")):
        dialog(page).get_by_label(label).last.fill(words)
    dialog(page).get_by_role("button", name="Put it in").click()
    expect(body(page)).to_have_value(f"![](picture:{name})")
    assert page.complaints == []


# By keyboard, for screen readers


def test_the_toolbar_is_one_stop_and_says_what_is_pressed(person):
    page = person(NEW)
    write(page, "one<Control+a><Alt+F10>")
    expect(bar(page).get_by_role("button", name="Bold (Ctrl+B)")).to_be_focused()
    press(page, "<Enter>")
    expect(body(page)).to_have_value("**one**")
    expect(bar(page).get_by_role("button", name="Bold (Ctrl+B)")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").filter(has_text="Bold: on")).to_have_count(1)
    press(page, "<Alt+F10><ArrowRight><ArrowRight><Enter>")
    expect(body(page)).to_have_value("- **one**")
    expect(bar(page).get_by_role("button", name="List", exact=True)).to_have_attribute("aria-pressed", "true")
    assert bar(page).locator("[tabindex='0']").count() == 1
    press(page, "<Alt+F10><Escape>")
    expect(text(page)).to_be_focused()
    press(page, "<Tab>")
    expect(text(page)).not_to_be_focused()


def test_a_block_is_put_in_by_the_menu_and_its_frame_taken_away(person):
    page = person(NEW)
    write(page, "one<Enter>two<Control+a>")
    page.get_by_role("button", name="Insert…").first.focus()
    press(page, "<ArrowDown><End><ArrowUp><ArrowUp><Enter>Asked")
    expect(body(page)).to_have_value("::: details Asked\none\n\ntwo\n:::")
    bar(page).get_by_role("button", name="Take the frame away").click()
    expect(body(page)).to_have_value("Asked\n\none\n\ntwo")


def test_a_table_gets_rows_columns_and_a_caption(person):
    page = person(NEW)
    write(page, "/table<Enter>A<Tab>B<Tab>c<Tab>d")
    for name in ("Add a column", "Remove the column", "Caption"):
        bar(page).get_by_role("button", name=name).click()
    press(page, "Made up")
    expect(body(page)).to_have_value("::: table Made up\n| A |  |\n|---|---|\n| c |  |\n|  |  |\n:::")


def test_words_typed_by_a_phone_arrive_as_they_are(person):
    """A phone's keyboard composes words: their keys say nothing, and the editor must not listen to them."""
    page = person(NEW, viewport=PHONE, has_touch=True)
    page.get_by_role("tab", name="Write").click()
    write(page, "")
    phone = page.context.new_cdp_session(page)
    for letters in ("m", "mé", "méd"):
        phone.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
    phone.send("Input.insertText", {"text": "médecin"})
    expect(body(page)).to_have_value("médecin")
    phone.send("Input.insertText", {"text": " et"})
    press(page, "<Enter>- un")
    expect(body(page)).to_have_value("médecin et\n\n- un")


FULL = f"{BLOCKS}\n\n::: statement stopping-antidepressants\n\nWords [a](https://example.org/) and [nobody]."


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESK), ("dark", PHONE)], ids=["light desk", "dark phone"])
def test_the_editor_has_no_fault_that_axe_finds(person, scheme, viewport):
    page = person(NEW, color_scheme=scheme, viewport=viewport)
    if viewport is PHONE:
        page.get_by_role("tab", name="Write").click()
    write(page, "<Enter>[", onto=FULL)
    expect(page.locator(".offers li").first).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert {one["id"]: [node["target"] for node in one["nodes"]] for one in violations} == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_editor_is_small_and_names_its_licences():
    folder = Path(finders.find("articles/vendor/prosemirror/prosemirror.js")).parent
    own = Path(finders.find("articles/js/editing/editor/writing.js")).parent.rglob("*.js")
    bundle = (folder / "prosemirror.js").read_bytes()
    assert len(gzip.compress(bundle)) + sum(len(gzip.compress(path.read_bytes())) for path in own) < MOST_BYTES
    lock = json.loads((PROJECT / "articles/editing/bundle/package-lock.json").read_text())
    for path, package in lock["packages"].items():
        if path and not package.get("dev"):
            assert (
                f"{path.removeprefix('node_modules/')} {package['version']} (MIT)" in (folder / "LICENSES").read_text()
            )
