"""Decide whether a person may do something with a poll. The admin and the verbs ask the same predicates."""

from django.contrib.auth.models import AnonymousUser, User

from .models import Poll


def may_count(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.count_ballots")


def may_export(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.export_counts")


def may_change(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.change_poll")


def may_write(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.add_poll")


def may_rewrite(user: User | AnonymousUser, draft: Poll) -> bool:
    """A draft is its writer's, so that who opens it knows whose words they read."""
    return draft.is_draft and draft.written_by_id == user.pk and may_write(user)


def may_open(user: User | AnonymousUser) -> bool:
    """A second person may; so may the writer alone, with a reason that the poll's page shows."""
    return may_change(user)


def may_discard(user: User | AnonymousUser, poll: Poll) -> bool:
    return may_rewrite(user, poll) or (poll.is_draft and may_open(user))
