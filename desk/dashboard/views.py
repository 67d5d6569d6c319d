"""Show one list of the dashboard in full, a page at a time."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..staff import staff_user
from .registry import LISTS

ROWS_ON_A_PAGE = 50


@require_safe
def whole_list(request: HttpRequest, name: str, *, site: AdminSite) -> HttpResponse:
    """Show one page of the list of this name. Only for users with the list's permission."""
    one = LISTS.get(name)
    if one is None:
        raise Http404
    user = staff_user(request)
    if not one.is_for(user):
        raise PermissionDenied
    now = timezone.now()
    page = Paginator(one.rows(user, now), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **site.each_context(request),
        "list": one,
        "page": page,
        "today": timezone.localtime(now).date(),
        "title": one.title,
    }
    return render(request, "admin/desk/list.html", context)
