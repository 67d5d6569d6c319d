"""Topics, index terms, help lines, warning signs and notices."""

import hashlib
import json

from articles.models import Article, HelpLine, HelpLineKind, IndexTerm, Notice, PackItem, Topic, WarningSigns

from .load import Outcome

EMERGENCY_NAME = "Emergency number"


def load_topics(pack, summary):
    for position, (row, _line) in enumerate(pack.registers.topics):
        values = {"name": row["name"], "summary": row["summary"], "position": position}
        summary.add("topics", row["slug"], _written(Topic, {"slug": row["slug"]}, values))


def load_index(pack, summary):
    articles = dict(Article.objects.values_list("slug", "pk"))
    for row, _line in pack.registers.index:
        values = {"article_id": articles[row["article"]]}
        summary.add("index terms", row["term"], _written(IndexTerm, {"term": row["term"]}, values))


def load_help_lines(pack, summary):
    signs = pack.registers.warning_signs
    values = {name: signs[name] for name in ("intro", "signs", "source", "verified_on")}
    summary.add("signs of danger", "", _written(WarningSigns, {"pk": 1}, values))
    rows = [
        (HelpLineKind.EMERGENCY, {"name": EMERGENCY_NAME, **row}) for row, _line in pack.registers.emergency_numbers
    ]
    rows += [(HelpLineKind.LINE, row) for row, _line in pack.registers.help_lines]
    for position, (kind, row) in enumerate(rows):
        key = {"country": row["country"], "name": row["name"]}
        outcome = _written(HelpLine, key, _help_line_values(kind, row, position))
        summary.add("help lines", f"{row['name']} ({row['country_name']})", outcome)


def load_notices(pack, summary):
    for notice in pack.notices:
        key = {"slug": notice.slug, "effective_from": notice.effective_from}
        values = {"kind": notice.kind, "title": notice.title, "body": notice.body}
        existing = Notice.objects.filter(**key).first()
        if existing is None:
            Notice.objects.create(**key, **values)
            outcome = Outcome.CREATED
        elif {name: getattr(existing, name) for name in values} == values:
            outcome = Outcome.KEPT
        else:
            outcome = Outcome.KEPT_PUBLIC if existing.is_effective() else Outcome.KEPT_CHANGED
        summary.add("notices", notice.slug, outcome)


def _help_line_values(kind, row, position):
    words = ("region", "call", "text", "text_word", "chat_url", "url", "hours", "note")
    return {
        "kind": kind.value,
        "position": position,
        "country_name": row["country_name"],
        **{name: row.get(name) or "" for name in words},
        "languages": row.get("languages", []),
        "is_free": row.get("free"),
        "verified_on": row["verified_on"],
        "source": row["source"],
    }


def _written(model, key, values):
    """Create the row, or bring it up to date where it still holds what an earlier pack gave."""
    name = json.dumps(key, sort_keys=True)
    item = PackItem.objects.filter(kind=model.__name__, key=name).first()
    row = model.objects.filter(**key).first()
    given = _fingerprint(values)
    if row is None and item:
        return Outcome.LEFT_OUT
    current = _fingerprint({field: getattr(row, field) for field in values}) if row else ""
    if current not in {"", given} and not (item and item.fingerprint == current):
        return Outcome.KEPT_CHANGED
    if current != given:
        model.objects.update_or_create(**key, defaults=values)
    PackItem.objects.update_or_create(kind=model.__name__, key=name, defaults={"fingerprint": given})
    return {"": Outcome.CREATED, given: Outcome.KEPT}.get(current, Outcome.UPDATED)


def _fingerprint(values):
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
