"""Name the type of a request from a person who has logged in to the desk."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest


class DeskRequest(HttpRequest):
    """For type hints of views behind AdminSite.admin_view, which lets no anonymous user in."""

    user: User
