"""The texts of an article's form: the editor, and the text box that holds its marks."""

import re

KEY = re.compile(r"(<[A-Z][\w+]*>)")


def body(page, number=0):
    """The text box of a section, which the editor hides."""
    return page.locator(f"#id_sections-{number}-body")


def text(page, number=0):
    """The editor of a section."""
    return page.locator(f".writing-field:has(#id_sections-{number}-body) .editor-text")


def give(page, marks, number=0):
    """Put a text into the text box, as a script of the form does."""
    put = "(field, marks) => { field.value = marks; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    body(page, number).evaluate(put, marks)


def write(page, keys, *, onto=""):
    """Type into the first text, after what stands there: words, and keys in angle brackets."""
    give(page, onto)
    text(page).focus()
    press(page, f"<Control+End>{keys}")


def press(page, keys):
    """Returns when the editor has read where the cursor is: a browser tells it after the key, and not at once."""
    for part in KEY.split(keys):
        if KEY.fullmatch(part):
            page.keyboard.press(part[1:-1])
        elif part:
            page.keyboard.type(part)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def paste(page, html="", *, plain="", onto=""):
    """At the cursor, or at the end of a text."""
    if onto is not None:
        give(page, onto)
        text(page).focus()
        press(page, "<Control+End>")
    text(page).evaluate(
        """(place, [html, plain]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", plain || html.replace(/<[^>]*>/g, ""));
            place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )
