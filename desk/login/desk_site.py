"""Put the desk behind this site's log-in, which asks for the second factor before any page."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..site import DeskSite

APP_NAMES = {"auth": _("People and roles"), "mfa": _("Second factors")}


class DeskAdminConfig(AdminConfig):
    """Replace django.contrib.admin in INSTALLED_APPS."""

    default_site = "desk.login.desk_site.GuardedDeskSite"


class GuardedDeskSite(DeskSite):
    """Require the second factor before every view."""

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        from .desk_cookie import with_desk_cookie
        from .second_factor import require_second_factor

        return with_desk_cookie(require_second_factor(super().admin_view(view, cacheable)))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return [app | {"name": APP_NAMES.get(app["app_label"], app["name"])} for app in apps]
