"""Name the user of a request to the desk with its real type."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def name_of(user: User) -> str:
    """The person's name; the name to log in only where there is no other."""
    return user.get_full_name() or user.get_username()


def staff_user(request: HttpRequest) -> User:
    """Return the logged-in user. Raises PermissionDenied for an anonymous one."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
