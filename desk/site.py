"""Define the desk's admin site: dashboard, lists, autosave in every form, saves after the session ended."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def desk_name() -> str:
    return gettext("%(site)s desk") % {"site": settings.SITE_NAME}


class DeskSite(AdminSite):
    """Serve the desk. desk/login puts it behind its log-in."""

    site_title = site_header = lazy(desk_name, str)()
    index_title = _("Today at the desk")
    empty_value_display = _("none")  # type: ignore[assignment]  # The stub lacks lazy strings.
    enable_nav_sidebar = False  # The first page is the way in, and every page has its breadcrumbs.

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Add autosave to the forms of the apps that asked for it (autosave/admin.py)."""
        from .autosave.admin import AUTOSAVED_APPS, with_autosave

        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            chosen = admin_class or ModelAdmin
            is_autosaved = model._meta.app_label in AUTOSAVED_APPS
            super().register(model, with_autosave(chosen) if is_autosaved else chosen, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap a view as Django does, in the person's time zone, and autosave a form that comes after its session."""
        from .autosave.expired_session import autosave_without_session
        from .profile.time_zone import in_own_time

        return autosave_without_session(in_own_time(super().admin_view(view, cacheable)))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from .dashboard.views import whole_list
        from .profile import views as own
        from .search import search

        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("desk/for-you/", own.for_you, "for_you"),
            ("desk/<slug:name>/", whole_list, "desk_list"),
            ("profile/", own.profile, "profile"),
            ("profile/data/", own.staff_data, "staff_data"),
            ("search/", search, "desk_search"),
        ]
        return [
            *(path(route, self.admin_view(partial(page, site=self)), name=name) for route, page, name in pages),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .dashboard.first_page import first_page
        from .staff import staff_user

        return super().index(request, {"front": first_page(staff_user(request)), **(extra_context or {})})
