"""Load the topics, index terms, help lines, warning signs, notices, statements and polls of a pack."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from articles.models import (
    Article,
    HelpLine,
    HelpLineKind,
    IndexTerm,
    Notice,
    PackItem,
    StatementVersion,
    Topic,
    WarningSigns,
)
from articles.publishing import publish_loaded_statement
from polls import lifecycle
from polls.models import Poll

from . import schema
from .pack import Pack
from .summary import Outcome, Summary

# Values of the columns that the pack does not give for an emergency number or a directory of care.
DEFAULTS: dict[str, Any] = {
    "name": "Emergency number",
    **dict.fromkeys(("region", "call", "text", "text_word", "chat_url", "url", "hours"), ""),
    "languages": [],
    "free": None,
}


WRITTEN_BY_PACK = {Outcome.CREATED, Outcome.UPDATED, Outcome.KEPT}  # Then the row holds what the pack gives.


def load_topics(pack: Pack, summary: Summary) -> None:
    """Create or update the topics, in the order of the pack."""
    for position, topic in enumerate(pack.topics.topics):
        values = {"name": topic.name, "summary": topic.summary, "position": position}
        summary.add("topics", topic.slug, _create_or_update(Topic, {"slug": topic.slug}, values))


def load_index(pack: Pack, summary: Summary) -> None:
    """Create or update the index terms. The articles must be loaded before."""
    articles = dict(Article.objects.values_list("slug", "pk"))
    for row in pack.topics.index:
        summary.add(
            "index terms",
            row.term,
            _create_or_update(IndexTerm, {"term": row.term}, {"article_id": articles[row.article]}),
        )


def load_help_lines(pack: Pack, summary: Summary) -> None:
    """Create or update warning signs, emergency numbers, help lines and directories, in the order of the pack."""
    signs = pack.help_lines.warning_signs.model_dump(exclude={"note"})
    summary.add("signs of danger", "", _create_or_update(WarningSigns, {"pk": 1}, signs))
    lines: list[tuple[HelpLineKind, schema.Emergency | schema.HelpLine | schema.Care]] = [
        *((HelpLineKind.EMERGENCY, row) for row in pack.help_lines.emergency_numbers),
        *((HelpLineKind.LINE, row) for row in pack.help_lines.helplines),
        *((HelpLineKind.CARE, row) for row in pack.help_lines.care),
    ]
    for position, (kind, row) in enumerate(lines):
        values = {**DEFAULTS, **row.model_dump(), "kind": kind.value, "position": position}
        key = {"country": values.pop("country"), "name": values.pop("name")}
        outcome = _create_or_update(HelpLine, key, {"is_free": values.pop("free"), **values})
        summary.add("help lines", f"{key['name']} ({row.country_name})", outcome)


def load_notices(pack: Pack, summary: Summary) -> None:
    """Create the versions of notices that are missing. An existing version stays as it is."""
    for notice in pack.notices:
        values = {**notice.front.model_dump(), "body": notice.body}
        key = {name: values.pop(name) for name in ("slug", "effective_from")}
        existing = Notice.objects.filter(**key).first()
        if existing is None:
            Notice.objects.create(**key, **values)
            outcome = Outcome.CREATED
        elif {name: getattr(existing, name) for name in values} == values:
            outcome = Outcome.KEPT
        else:
            outcome = Outcome.KEPT_PUBLIC if existing.is_effective() else Outcome.KEPT_CHANGED
        summary.add("notices", notice.front.slug, outcome)


def load_statements(pack: Pack, user: User, summary: Summary, *, at: datetime) -> None:
    """Publish the versions that are missing, in the name of `user`.

    A statement with a version of the desk stays as it is. A version supersedes none of a later day.
    """
    for packed in pack.statements:
        values = packed.front.model_dump(mode="json", include={"title", "sources"}) | {"body": packed.body}
        slug, day = packed.front.slug, packed.front.effective_from
        approved = list(StatementVersion.objects.approved().filter(statement__slug=slug))
        existing = next((version for version in approved if version.effective_from == day), None)
        if any(version.approved_by_id != user.pk for version in approved):
            outcome = Outcome.KEPT_CHANGED
        elif existing is None and all(version.effective_from < day for version in approved):
            publish_loaded_statement(slug, effective_from=day, by=user, at=at, **values)
            outcome = Outcome.CREATED
        else:
            is_same = existing and {name: getattr(existing, name) for name in values} == values
            outcome = Outcome.KEPT if is_same else Outcome.KEPT_PUBLIC
        summary.add("statements", slug, outcome)


def load_polls(pack: Pack, user: User, summary: Summary, *, at: datetime) -> None:
    """Create and open new polls, in the name of `user`. An existing one stays: people voted on its wording."""
    for poll in pack.polls.polls:
        is_new = not Poll.objects.filter(slug=poll.slug).exists()
        if is_new:
            _open(poll, user, at)
        summary.add("polls", poll.slug, Outcome.CREATED if is_new else Outcome.KEPT)


def _open(poll: schema.Poll, user: User, at: datetime) -> None:
    carried = poll.carried_over
    lifecycle.create_poll(
        **poll.model_dump(exclude={"sensitive", "article", "choices", "carried_over"}),
        is_sensitive=poll.sensitive,
        article_slug=poll.article,
        choices=[(choice.code, choice.label) for choice in poll.choices],
        carried_over=lifecycle.CarriedOver(carried.total, carried.origin, carried.note) if carried else None,
        loaded_by=user,
        at=at,
    )


def _create_or_update(model: type[Model], key: dict[str, Any], values: dict[str, Any]) -> Outcome:
    """Create the row, or update it where it still has the values of an earlier pack.

    PackItem holds the fingerprint of what a pack wrote last: a row with another one was changed by an editor, and a
    missing row was deleted by one.
    """
    name = json.dumps(key, sort_keys=True)
    item = PackItem.objects.filter(kind=model.__name__, key=name).first()
    rows = model._default_manager
    row = rows.filter(**key).first()
    given = fingerprint(values)
    current = fingerprint({field: getattr(row, field) for field in values}) if row else ""
    outcome = outcome_for(current, given, item.fingerprint if item else "")
    if outcome in {Outcome.CREATED, Outcome.UPDATED}:
        rows.update_or_create(**key, defaults=values)
    if outcome in WRITTEN_BY_PACK:
        PackItem.objects.update_or_create(kind=model.__name__, key=name, defaults={"fingerprint": given})
    return outcome


def outcome_for(current: str, given: str, last: str) -> Outcome:
    """What to do with a row, by the fingerprints of what it holds, what this pack gives, and what a pack last wrote.

    "" for a row that isn't there, and for one that no pack wrote.
    """
    if not current:
        return Outcome.LEFT_OUT if last else Outcome.CREATED
    if current == given:
        return Outcome.KEPT
    return Outcome.UPDATED if current == last else Outcome.KEPT_CHANGED


def fingerprint(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
