"""Report missing facts about the owner, on the dashboard and in `check --deploy` (checks.py)."""

from django.conf import settings

from desk.dashboard.registry import Panel, register


def empty_facts() -> list[str]:
    """Return the names of the environment variables that the site's owner has left empty."""
    return [f"SITE_{name.upper()}" for name, value in settings.SITE_FACTS.items() if not value]


def register_dashboard() -> None:
    """Show missing facts on the dashboard of those who may publish."""
    facts = Panel("articles.publish_article", lambda _user, _at: empty_facts() or None, "admin/desk/_facts.html")
    register(panels=[facts])
