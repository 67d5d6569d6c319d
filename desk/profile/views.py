"""Show a person's profile, their notifications, and what the desk keeps of them."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from privacy.data_inventory.cookies import known_cookies
from privacy.data_inventory.description import About
from privacy.data_inventory.tables import groups

from ..models import Notification
from ..notifications.queue import is_mail_set_up
from ..staff import staff_user
from .forms import ProfileForm
from .time_zone import remember_time_zone

ROWS_ON_A_PAGE = 50
LONGEST_NUMBER = 19  # Digits that a primary key of 64 bits may have.


@sensitive_post_parameters("password")
def profile(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show the form; on POST, store it."""
    user = staff_user(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        form.save()
        remember_time_zone(request, user)
        messages.success(request, _("Your profile is saved."))
        return redirect("admin:profile")
    user.refresh_from_db()  # The page's head shows the stored name, not a refused one.
    context = {**site.each_context(request), "form": form, "is_mail_set_up": is_mail_set_up()}
    return render(request, "admin/desk/profile.html", context)


def for_you(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """List the user's notifications; on POST, mark one of them as read, or all."""
    mine = Notification.objects.filter(recipient=staff_user(request))
    if request.method == "POST":
        chosen = mine if "all" in request.POST else mine.filter(pk__in=_numbers(request.POST.getlist("read")))
        chosen.unread().update(read_at=timezone.now())
        return redirect("admin:for_you")
    page = Paginator(mine.order_by(F("read_at").desc(nulls_first=True), "-pk"), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {**site.each_context(request), "page": page, "title": _("For you")}
    return render(request, "admin/desk/for_you.html", context)


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER]


@require_safe
def staff_data(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show the part of the data inventory that is about staff."""
    (group,) = [group for group in groups() if group.name == About.STAFF.value]
    cookies = [cookie for cookie in known_cookies() if cookie.about is About.STAFF]
    context = {
        **site.each_context(request),
        "rows": group.rows,
        "cookies": cookies,
        "title": _("What the desk keeps of you"),
    }
    return render(request, "admin/desk/staff_data.html", context)
