"""The blocks of a text in a real browser: hostile words stay words, and a reader gets at everything."""

import re
from pathlib import Path
from posixpath import normpath

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from articles.markdown import rendering
from tests.articles.markdown.test_blocks import BENCH, TABLE, WIDE
from tests.articles.markdown.test_hostile_blocks import BENCH as HOSTILE_BENCH
from tests.articles.markdown.test_hostile_blocks import HOSTILE, PLACES

from .conftest import DESK
from .test_reading import RULES

IMPORT = re.compile(r'@import url\("([^"]+)"\);')
LONG = "Several made-up words that stand in one cell"
BLOCKS = f"""
::: table Made-up parts by size
{WIDE.replace(" d ", f" {LONG} ").replace(" e ", f" {LONG} ")}
:::

{TABLE.replace("[key]", "")}

![](picture:bench)

::: do
- rest
  - a little
:::

::: dont
- hurry
:::

::: details More
Words inside.
:::

::: call-now
- one
- two
:::

1. First
   goes on
2. Second
"""


def styles():
    """All of the site's styles, in place of the lines that import them."""
    names = (normpath(f"css/{name}") for name in IMPORT.findall(Path(finders.find("css/site.css")).read_text()))
    return "\n".join(Path(finders.find(name)).read_text() for name in names)


def as_page(body, pictures):
    html = rendering.article_html(body, rendering.Citations(()), pictures)
    return (
        f'<!doctype html><html lang="en"><head><title>Made up</title><style>{styles()}</style></head><body>'
        f'<main class="wide"><h1>Made up</h1><div class="prose"><h2>Blocks</h2>{html}</div></main></body></html>'
    )


@pytest.fixture
def shown(page):
    page.emulate_media(reduced_motion="reduce")
    page.set_content(as_page(BLOCKS, [BENCH]))
    return page


def test_hostile_words_run_nothing_and_ask_for_nothing(page):
    happened = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: happened.append(request.url) if "example" in request.url else None)
    body = "\n\n".join(place.replace("{}", hostile) for place in PLACES.values() for hostile in HOSTILE)
    page.set_content(as_page(body, [HOSTILE_BENCH]))
    for summary in page.locator("summary").all():
        summary.evaluate("part => part.click()")
    page.locator("[tabindex]").evaluate_all("parts => parts.forEach((part) => part.focus())")
    page.wait_for_timeout(200)
    assert happened == []
    assert page.locator("main :is(script, svg, math, iframe, style, [onerror], [onload], [onclick])").count() == 0
    assert page.locator("main .details").count() > 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_and_the_page_is_no_wider_than_the_screen(shown, width, scheme):
    shown.set_viewport_size({"width": width, "height": DESK["height"]})
    shown.emulate_media(color_scheme=scheme)
    assert [fault["id"] for fault in Axe().run(shown, options=RULES).response["violations"]] == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wide_table_is_scrolled_by_the_keyboard(shown):
    shown.set_viewport_size({"width": 320, "height": 640})
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.ariaLabel") == "Made-up parts by size"
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("document.activeElement.scrollLeft > 0")


def test_on_paper_details_stand_open_and_tables_are_whole(shown):
    is_seen = "document.querySelector('.details p').checkVisibility({contentVisibilityAuto: true})"
    assert not shown.evaluate(is_seen)
    shown.set_viewport_size({"width": 600, "height": 800})
    shown.emulate_media(media="print")
    shown.wait_for_function(is_seen)
    assert shown.evaluate("document.querySelector('.table-wide').scrollWidth <= innerWidth")
