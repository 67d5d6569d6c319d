"""Name the user of a request to the desk with its real type."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext


def name_of(user: User | None) -> str:
    """The person's name; the name to log in only where there is no other. None: their account was deleted."""
    if user is None:
        return gettext("somebody who has left")
    return user.get_full_name() or user.get_username()


def staff_user(request: HttpRequest) -> User:
    """Return the logged-in user. Raises PermissionDenied for an anonymous one."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


def staff_with(right: str) -> QuerySet[User]:
    return User.objects.with_perm(right).filter(is_staff=True)
