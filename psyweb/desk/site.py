from django.contrib.admin import AdminSite

from psyweb.access import second_factor

APP_NAMES = {"auth": "People and roles", "mfa": "Second factors"}


class DeskSite(AdminSite):
    site_title = site_header = "PsyWeb desk"
    index_title = "Today at the desk"
    enable_nav_sidebar = False  # The first page is the way in, and every page has its breadcrumbs.

    def admin_view(self, view, cacheable=False):
        return second_factor.asked_first(super().admin_view(view, cacheable))

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return [app | {"name": APP_NAMES.get(app["app_label"], app["name"])} for app in apps]

    def index(self, request, extra_context=None):
        from .front import front

        return super().index(request, {"front": front(request.user), **(extra_context or {})})
