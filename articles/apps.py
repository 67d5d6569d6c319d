"""Configure the app, and register its parts with the desk and the data inventory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Content")

    def ready(self) -> None:
        from desk.autosave.admin import autosave_forms_of
        from desk.autosave.expired_session import PAGES_THAT_KEPT_THE_TEXT
        from desk.notifications.kinds import register_kinds

        from .editing.dashboard import register_dashboard
        from .publishing.notifications import TOLD
        from .stored_data import register_stored_data
        from .upkeep.reminders import KINDS

        register_dashboard()
        register_kinds(*(kind for kind, _recipients in TOLD.values()), *KINDS)
        register_stored_data()
        autosave_forms_of(self.label)
        PAGES_THAT_KEPT_THE_TEXT["articles_article_settle"] = "articles_article_change"
