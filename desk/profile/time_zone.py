"""Show the desk's dates in the time zone that a person chose. Their session holds it, which every page reads anyway."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from ..models import Profile

KEY = "desk_time_zone"


def remember_time_zone(request: HttpRequest, user: User) -> None:
    """Copy it to the session, at log-in and after a change. One query."""
    request.session[KEY] = Profile.objects.filter(user=user).values_list("time_zone", flat=True).first() or None


def in_own_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def timed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(request.session.get(KEY)):
            response = view(request, *args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response

    return timed
