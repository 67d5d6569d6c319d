from django import template

from ..reading.help_lines import load_help_lines

register = template.Library()


@register.inclusion_tag("articles/_help_lines.html")
def help_lines(heading_level=2):
    """Warning signs and every verified line by country. Never empty, also without a database."""
    return {"help_lines": load_help_lines(), "heading_level": heading_level}


@register.inclusion_tag("articles/_help_strip.html")
def help_strip():
    """One line of it: the first country's, and the way to all others."""
    return {"country": load_help_lines().first}


@register.filter
def as_phone_number(shown):
    """'116 123' for a tel: or sms: link. '112 or 999' names two, and the first is dialled."""
    return "".join(character for character in shown.split(" or ")[0] if character.isdigit() or character == "+")
