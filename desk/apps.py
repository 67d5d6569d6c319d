"""Configure the app of the desk: the admin site with dashboard, autosave and optimistic lock."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from .notifications.dashboard import register_dashboard

        register_dashboard()
