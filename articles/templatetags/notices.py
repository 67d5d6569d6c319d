from django import template

from ..markdown.rendering import notice_html
from ..models import Notice
from ..reading.notices import facts

register = template.Library()


@register.inclusion_tag("articles/_disclaimer.html")
def disclaimer():
    """The disclaimer in force. Raises Notice.DoesNotExist where there is none: the page is then not sent."""
    notice = Notice.objects.in_force("disclaimer")
    return {"notice": notice, "html": notice_html(notice.body, facts())}


@register.inclusion_tag("articles/_notice_link.html")
def notice_link(slug):
    """The title of the notice in force, as a link; nothing for a slug without one."""
    return {"notice": Notice.objects.effective().filter(slug=slug).first()}


@register.simple_tag
def notice_text(notice):
    """The text of this version, whether it is in force or not."""
    return notice_html(notice.body, facts())
