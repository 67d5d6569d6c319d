"""Show every component of the public pages with its states, side by side in light and dark, while DEBUG is on.

The content is made up. The partials are those of the pages.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.comparison.diff import compare
from articles.markdown.blocks import callout
from articles.markdown.rendering import Citations, article_html
from articles.models import ChangeClass, Edition, Version
from articles.publishing import edition_content
from articles.reading.article_page import article_page
from articles.reading.help_lines import load_help_lines
from articles.reading.live.cards import Card
from articles.schema.definition import SOURCE, blank, blank_row
from articles.upkeep.report_form import ReportForm

SCHEMES = ("light", "dark")
TOKENS = settings.BASE_DIR / "psyweb" / "static" / "css" / "tokens.css"
TOKEN = re.compile(r"^\s*--(?P<name>[\w-]+): (?P<value>[^;]+);", re.MULTILINE)
ANY_DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
MADE_UP = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
DOCUMENT = blank() | MADE_UP["document"] | {"sources": [blank_row(SOURCE) | MADE_UP["source"]]}


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    _require_debug()
    page = article_page(_edition(), at=ANY_DAY)
    changed = DOCUMENT | {"summary": "It shows how the parts of a page look, and what changed."}
    context = {
        "tokens": _tokens(),
        "page": page,
        "card": Card.of(page),
        "callouts": list(callout.TITLES.items()),
        "blocks": article_html(MADE_UP["blocks"], Citations(())),
        "changes": compare(DOCUMENT, changed),
        "help_lines": load_help_lines(),
        "form": ReportForm(),
        "wrong_form": ReportForm({"message": ""}),
        "schemes": SCHEMES,
    }
    return render(request, "styleguide/styleguide.html", context)


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Answer a stylesheet that sets the tokens of each colour scheme under an attribute, generated from tokens.css."""
    _require_debug()
    rules = [
        f'[data-scheme="{name}"] {{ color-scheme: {name};\n{tokens}\n}}'
        for name, tokens in zip(SCHEMES, _blocks(), strict=True)
    ]
    return HttpResponse("\n".join(rules), content_type="text/css")


def _require_debug() -> None:
    if not settings.DEBUG:
        raise Http404


def _blocks() -> list[str]:
    """Return the declarations of the light scheme and of the dark one."""
    text = TOKENS.read_text()
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("@media")[0]
    return ["\n".join(found[0] for found in TOKEN.finditer(part)) for part in (light, dark)]


def _tokens() -> dict[str, Any]:
    """Return {"colours": [name], "others": [(name, value)]}, in the order of the file."""
    named = [(found["name"], found["value"]) for found in TOKEN.finditer(_blocks()[0])]
    colours = [name for name, value in named if value.startswith("#")]
    return {"colours": colours, "others": [(name, value) for name, value in named if name not in colours]}


def _edition() -> Edition:
    return Edition(
        number=2,
        version=Version(document=DOCUMENT),
        slug=DOCUMENT["slug"],
        title=DOCUMENT["title"],
        summary=DOCUMENT["summary"],
        html=edition_content.render(DOCUMENT),
        text=edition_content.text_of(DOCUMENT),
        checks=MADE_UP["checks"],
        change_class=ChangeClass.REWORDING,
        change_note="A note on what changed.",
        publish_at=ANY_DAY,
    )
