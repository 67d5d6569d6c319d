"""Configure the app: register its autosaved forms, its desk panels and the data that it stores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PollsConfig(AppConfig):
    name = "polls"
    verbose_name = _("Voting")

    def ready(self) -> None:
        from desk.autosave.admin import autosave_forms_of
        from desk.notifications.kinds import register_kinds

        autosave_forms_of(self.label)  # Must precede the import of the polls' admin, which registers its forms.

        from .admin.dashboard import register_dashboard
        from .lifecycle.notifications import KINDS
        from .stored_data import register_stored_data

        register_dashboard()
        register_kinds(*KINDS)
        register_stored_data()
