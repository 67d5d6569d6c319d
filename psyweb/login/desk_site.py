"""The desk behind this site's log-in: the second factor is asked for before any page."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from desk.site import DeskSite

from ..templatetags.site import desk_name

APP_NAMES = {"auth": _("People and roles"), "mfa": _("Second factors")}


class DeskAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS for django.contrib.admin."""

    default_site = "psyweb.login.desk_site.GuardedDeskSite"


class GuardedDeskSite(DeskSite):
    site_title = site_header = lazy(desk_name, str)()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        from .second_factor import asked_first

        return asked_first(super().admin_view(view, cacheable))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return [app | {"name": APP_NAMES.get(app["app_label"], app["name"])} for app in apps]
