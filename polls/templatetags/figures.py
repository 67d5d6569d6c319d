"""The sentences of `polls/sentences.py`, for templates."""

from django import template

from polls import sentences

register = template.Library()
register.filter(sentences.decided)
register.filter(sentences.left_over)
register.filter(sentences.open_until)
register.filter(sentences.as_percent)
