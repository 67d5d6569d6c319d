from django import template

register = template.Library()


@register.filter
def thousands(number):
    """3979 as 3,979."""
    return f"{number:,}"
