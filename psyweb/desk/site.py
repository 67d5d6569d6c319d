from functools import partial

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from psyweb.access import second_factor
from psyweb.templatetags.site import desk_name

APP_NAMES = {"auth": _("People and roles"), "mfa": _("Second factors")}
APPS_WITH_TEXTS = {"articles", "polls"}


class DeskSite(AdminSite):
    site_title = site_header = lazy(desk_name, str)()
    index_title = _("Today at the desk")
    empty_value_display = _("none")  # type: ignore[assignment]
    enable_nav_sidebar = False  # The first page is the way in, and every page has its breadcrumbs.

    def register(self, model_or_iterable, admin_class=None, **options):
        """Every form of texts keeps what is typed. Accounts hold passwords, and no text."""
        from .keeping import keeping

        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            chosen = admin_class or ModelAdmin
            keeps = model._meta.app_label in APPS_WITH_TEXTS
            super().register(model, keeping(chosen) if keeps else chosen, **options)

    def admin_view(self, view, cacheable=False):
        from . import ended

        return second_factor.asked_first(ended.kept_for_log_in(super().admin_view(view, cacheable)))

    def get_urls(self):
        from .views import whole_list

        view = self.admin_view(partial(whole_list, site=self))
        return [path("desk/<slug:name>/", view, name="desk_list"), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return [app | {"name": APP_NAMES.get(app["app_label"], app["name"])} for app in apps]

    def index(self, request, extra_context=None):
        from .front import front

        return super().index(request, {"front": front(request.user), **(extra_context or {})})
