from django import template
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.contrib.admin.utils import label_for_field

register = template.Library()


@register.inclusion_tag("admin/_dates.html")
def list_dates(cl):
    """The dates by which a list can be cut, once there is a choice of them. Django steps into the only year there is,
    and offers the way out of it as if somebody had chosen it."""
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
