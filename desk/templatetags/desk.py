"""Add the desk's own parts to the admin's change list."""

from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ChangeList

from ..notifications.kinds import in_words
from ..notifications.queue import is_mail_set_up
from ..staff import name_of

register = template.Library()
register.filter("person", name_of)
register.filter("notification", in_words)
register.simple_tag(is_mail_set_up)


@register.inclusion_tag("admin/_dates.html")
def list_dates(cl: ChangeList) -> dict[str, Any]:
    """Return the links of the date hierarchy, without choices when there is only one.

    Django enters the only year there is by itself, and offers the way out of it as if somebody had chosen it.
    """
    if not cl.date_hierarchy:
        return {"choices": []}
    beginning = f"{cl.date_hierarchy}__"
    is_chosen = any(name.startswith(beginning) for name in cl.params)
    found = date_hierarchy(cl) or {}
    choices = list(found.get("choices", []))
    return {
        "name": label_for_field(cl.date_hierarchy, cl.model),
        "all_dates": cl.get_query_string(remove=[beginning]) if is_chosen else "",
        "choices": choices if is_chosen or len(choices) > 1 else [],
    }
