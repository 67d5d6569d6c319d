from .load import Outcome


def load_polls(pack, summary, *, at):
    """A poll that exists stays as it is: votes were given to its words."""
    from polls.models import Poll

    for row, _line in pack.registers.polls:
        is_new = not Poll.objects.filter(slug=row["slug"]).exists()
        if is_new:
            _open(row, at)
        summary.add("polls", row["slug"], Outcome.CREATED if is_new else Outcome.KEPT)


def _open(row, at):
    from polls.lifecycle import CarriedOver, create_poll

    carried = row.get("carried_over")
    create_poll(
        **{name: row[name] for name in ("slug", "question", "question_source", "choices", "choices_note", "notices")},
        **{name: row[name] for name in ("count_minimum", "count_interval_days", "sample_statement")},
        is_sensitive=row["sensitive"],
        article_slug=row["article"],
        carried_over=CarriedOver(carried["total"], carried["origin"], carried["note"]) if carried else None,
        at=at,
    )
