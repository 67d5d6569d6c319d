"""Send errors of the program to a receiver that speaks Sentry's protocol. Off unless ERROR_REPORT_DSN is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from privacy.log_lines import without_persons

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

# Whatever else the library may learn to collect stays here: an event's other parts are dropped.
KEPT = ("event_id", "timestamp", "platform", "level", "logger", "logentry", "exception", "release", "transaction")

# Texts of exceptions: a database quotes the row that it refuses. Arguments of a log record are in its message.
QUOTING = {"value", "params", "formatted"}


def start() -> None:
    """Report unhandled exceptions and logged errors. Requests, people, local variables and host names stay here."""
    if settings.ERROR_REPORT_DSN:
        import sentry_sdk  # Takes a fifth of a second, at each start and command.

        sentry_sdk.init(
            settings.ERROR_REPORT_DSN,
            release=settings.RELEASE,
            before_send=_cleaned,
            include_local_variables=False,
            max_breadcrumbs=0,
            send_default_pii=False,
            auto_session_tracking=False,
            send_client_reports=False,
            trace_propagation_targets=[],  # Sites that check_links asks get no header of ours.
        )


def _cleaned(event: Event, hint: Hint) -> Event:
    return _cleaned_part({name: part for name, part in event.items() if name in KEPT})


def _cleaned_part(value: Any) -> Any:
    """Clean each text, at any depth, and leave out texts that may quote a row or a form."""
    if isinstance(value, str):
        return without_persons(value)
    if isinstance(value, dict):
        return {key: _cleaned_part(part) for key, part in value.items() if key not in QUOTING}
    return [_cleaned_part(part) for part in value] if isinstance(value, list) else value
