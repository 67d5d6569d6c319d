"""Check for deployment that the site says who owns it (`manage.py check --deploy`)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register

from .joins.owner_facts import empty_facts


@register(Tags.security, deploy=True)
def owner_is_named(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[Error]:
    """Return an error for each missing fact about the owner. On loopback the notices may show gaps."""
    if not settings.IS_HTTPS:
        return []
    return [
        Error(
            f"{name} is empty: the notices say that it is to be filled in by the site's owner.",
            hint="Set it in the environment (README, Settings).",
            id="psyweb.E001",
        )
        for name in empty_facts()
    ]
