"""Offer the sentences of `polls/results/presentation.py` as template filters."""

from django import template

from ..results import presentation

register = template.Library()
for sentence in (
    presentation.after_vote,
    presentation.as_percent,
    presentation.decided,
    presentation.held_apart,
    presentation.how_many_answers,
    presentation.left_over,
    presentation.next_count,
    presentation.open_until,
    presentation.several_answers,
    presentation.share,
):
    register.filter(sentence)
