"""Configure the app that joins all others: registrations, system checks, triggers after each migration."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from articles.reading import listing_triggers
from articles.reading.live import revision_triggers

from .joins import write_guards


class PsyWebConfig(AppConfig):
    name = "psyweb"
    verbose_name = "PsyWeb"

    def ready(self) -> None:
        from articles.search import index as search_index
        from desk.login import password_reset
        from desk.notifications.kinds import register_kinds

        from . import checks  # noqa: F401  (the import registers the system checks)
        from .joins import article_polls, owner_facts, stored_data  # noqa: F401  (as does that of article_polls)

        register_kinds(password_reset.KIND)
        owner_facts.register_dashboard()
        stored_data.register_stored_data()

        apps.get_app_config("auth").verbose_name = _("People")

        # Django sends these signals once for each app that has models. psyweb has none, so it listens to another app's.
        once = apps.get_app_config("articles")
        pre_migrate.connect(write_guards.lift_for_migrations, sender=once)
        post_migrate.connect(write_guards.install, sender=once)
        pre_migrate.connect(listing_triggers.lift_for_migrations, sender=once)
        post_migrate.connect(listing_triggers.install, sender=once)
        post_migrate.connect(revision_triggers.install, sender=once)
        post_migrate.connect(search_index.install, sender=once)
