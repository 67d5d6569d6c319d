"""Decide whether a person may do something with a poll. The admin and the verbs ask the same predicates."""

from django.contrib.auth.models import AnonymousUser, User


def may_count(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.count_ballots")


def may_export(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.export_counts")


def may_change(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.change_poll")


def may_open(user: User | AnonymousUser) -> bool:
    return user.has_perm("polls.add_poll")
