"""Render the help lines and warning signs on pages."""

from typing import Any

from django import template

from ..reading.help_lines import load_help_lines
from ..reading.live.state import PublicState

register = template.Library()


@register.inclusion_tag("articles/_help_lines.html")
def help_lines(state: PublicState | None = None) -> dict[str, Any]:
    """Warning signs and every verified line by country. Never empty, even without a database."""
    return {"help_lines": load_help_lines(state)}


@register.inclusion_tag("articles/_help_strip.html")
def help_strip(all_lines: str = "#help", state: PublicState | None = None) -> dict[str, Any]:
    """The help line of the first country, and links to further countries and to all: on the same page, or another."""
    return {"help_lines": load_help_lines(state), "all_lines": all_lines}


@register.filter
def as_phone_number(shown: str) -> str:
    """Digits for a tel: or sms: link: "116123" for "116 123"."""
    return "".join(character for character in shown if character.isdigit() or character == "+")
