"""List every text that comes from editors or the content pack, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.contrib.auth.models import User

from articles.markdown.rendering import notice_html
from articles.models import Notice, StatementVersion
from articles.reading.notices import facts
from articles.statements.drawing import html_alone

from .pseudo_locale import READ_ALOUD


def content_texts() -> set[str]:
    """Return all texts of the rows of both apps, of notices and statements as they are rendered, and people's names."""
    rows: list[object] = [
        row
        for name in ("articles", "polls")
        for model in apps.get_app_config(name).get_models()
        for row in model._base_manager.values()
    ]
    rows += User.objects.values_list("username", flat=True)
    rows += [str(notice_html(notice.body, facts())) for notice in Notice.objects.all()]
    rows += [str(html_alone(version.body)) for version in StatementVersion.objects.all()]
    return {" ".join(text.split()) for row in rows for text in _texts_in(row)}


def _texts_in(value: object) -> Iterator[str]:
    """Yield every text in a field's value, and the texts between the tags where it is HTML."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_in(part)
    elif isinstance(value, str):
        reader = _Texts()
        reader.feed(value)
        yield from [value, *reader.found]


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)
