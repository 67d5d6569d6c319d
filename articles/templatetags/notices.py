"""Render notices, and links to them, on pages."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ..markdown.rendering import notice_html
from ..models import Notice
from ..reading.notices import facts

register = template.Library()


@register.inclusion_tag("articles/_disclaimer.html")
def disclaimer() -> dict[str, Any]:
    """The disclaimer in force. Raises Notice.DoesNotExist without one, so that no page goes out without it."""
    notice = Notice.objects.in_force("disclaimer")
    return {"notice": notice, "html": notice_html(notice.body, facts())}


@register.inclusion_tag("articles/_notice_link.html")
def notice_link(slug: str) -> dict[str, Any]:
    """The title of the notice in force, as a link; nothing if no notice with this slug is in force."""
    return {"notice": Notice.objects.effective().filter(slug=slug).first()}


@register.simple_tag
def notice_text(notice: Notice) -> SafeString:
    """HTML of this version, whether it is in force or not."""
    return notice_html(notice.body, facts())
