"""Show one list of the desk whole, a page at a time."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .registry import LISTS

ROWS_ON_A_PAGE = 50


@require_safe
def whole_list(request, name, *, site):
    """All rows of one of the desk's lists, a page at a time."""
    one = LISTS.get(name)
    if one is None:
        raise Http404
    if not request.user.has_perm(one.right):
        raise PermissionDenied
    now = timezone.now()
    page = Paginator(one.rows(request.user, now), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **site.each_context(request),
        "list": one,
        "page": page,
        "today": timezone.localtime(now).date(),
        "title": one.title,
    }
    return render(request, "admin/desk/list.html", context)
