from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from .data_inventory import tables
        from .data_inventory.stored import About, Stored

        tables.register(
            outside=(
                Stored(
                    About.READERS,
                    _(
                        "How many votes or reports came from one network, as a number under a hash whose key changes "
                        "each day. In memory, or in the cache that the servers share."
                    ),
                    _("65 minutes at most."),
                    name=_("counters of networks"),
                ),
            )
        )
