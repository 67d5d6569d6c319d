"""Offer the sentences of `polls/results/presentation.py` as template filters."""

from django import template

from ..results import presentation

register = template.Library()
register.filter(presentation.decided)
register.filter(presentation.left_over)
register.filter(presentation.how_many_answers)
register.filter(presentation.open_until)
register.filter(presentation.as_percent)
