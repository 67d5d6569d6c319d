"""What `manage.py check --deploy` adds: a public site says who owns it."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from .joins.owner_facts import empty_facts


@register(Tags.security, deploy=True)
def owner_is_named(app_configs, **_options):
    """On loopback the notices may show gaps; on the public site each gap is an error."""
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
