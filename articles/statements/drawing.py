"""Draw statements in their places in the HTML of a section, and give their words for search and for programs."""

import re
from collections.abc import Collection

from django.conf import settings
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from ..markdown import grammar, rendering
from ..models import Edition, StatementVersion
from ..models.statements import StatementVersionQuerySet
from .in_force import Statements


def drawn(html: SafeString, statements: Statements, *, may_lack: bool = False, is_history: bool = False) -> SafeString:
    """The HTML of a section with its statements.

    Raises StatementVersion.DoesNotExist for a name that `statements` lacks, so that no page goes out with a hole.
    `may_lack`: for a preview, which names the gap instead. `is_history`: these are not the versions in force.
    """

    def draw(name: str) -> SafeString:
        if name not in statements and not may_lack:
            raise StatementVersion.DoesNotExist(f"No version of the statement '{name}' is in force.")
        return _box(name, statements.get(name), is_history)

    return rendering.with_statements(html, draw)


def words_of(statements: Statements) -> dict[str, str]:
    """{name: title and plain text}."""
    return {name: _words(version.title, version.body) for name, version in statements.items()}


def texts_with(versions: StatementVersionQuerySet, editions: Collection[Edition]) -> dict[int, str]:
    """{edition's id: its plain text}, with `versions` in the places of those that it had at publication.

    One query.
    """
    on_editions = {"statement__versions__editions__in": editions, "number__gte": F("statement__versions__number")}
    texts = {edition.pk: edition.text for edition in editions}
    words: dict[tuple[int, str], list[str]] = {}
    old = ("statement__versions__editions", "statement__versions__title", "statement__versions__body")
    rows = versions.filter(**on_editions).order_by("number").values_list(*old, "title", "body")
    for edition, old_title, old_body, title, body in rows:
        words.setdefault((edition, _words(old_title, old_body)), []).append(_words(title, body))
    for (edition, was), now in words.items():
        texts[edition] = _replaced(texts[edition], was, "\n".join(now))
    return texts


def _replaced(text: str, was: str, now: str) -> str:
    """A text that an earlier release made may hold the old words in another form: it gets the new ones at its end."""
    return text.replace(was, now) if was in text else f"{text}\n{now}"


def _words(title: str, body: str) -> str:
    return f"{title}\n{rendering.plain(body)}"


def html_alone(body: str) -> SafeString:
    """HTML of a statement's text inside another page, where citations would lead to that page's own sources."""
    for key in {key for _line, key in grammar.citations(body)}:
        body = re.sub(rf"[ \t]*\[{key}\](?!\()", "", body)
    return rendering.article_html(body, rendering.Citations(()))


def _box(name: str, version: StatementVersion | None, is_history: bool) -> SafeString:
    """In the language of the content, of which a statement is a part."""
    html = html_alone(version.body) if version else ""
    context = {"name": name, "version": version, "html": html, "is_history": is_history}
    with translation.override(settings.CONTENT_LANGUAGE):
        return render_to_string("articles/_statement.html", context)
