"""Write each log record as one line of JSON that names no person: no address beyond its network, no path of a poll."""

import json
import logging
import re
from datetime import UTC, datetime

from .client_network import UNKNOWN, prefix_of

PRIVATE_PATHS = re.compile(r"/polls/\S*|/preview/\S*|/articles/\S*/(?:report|helpful)/\S*")
# Also matches what is none, such as a time of day: `prefix_of` tells. A network, as in 192.0.2.0/24, is left alone.
ADDRESS = re.compile(
    r"(?<![\w.:])(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F.]{0,15}){2,7})(?::\d{1,5}(?!\S))?(?![\w/])"
)


class JsonLines(logging.Formatter):
    """`extra={"fields": …}` adds fields of its own to a line."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_persons(super().format(record)),
        }
        return json.dumps(fields | getattr(record, "fields", {}))


def without_persons(text: str) -> str:
    """Shorten addresses to their networks, and take out paths that would tell what somebody voted on or reported."""
    return ADDRESS.sub(_shortened, PRIVATE_PATHS.sub("/…", text))


def _shortened(match: re.Match[str]) -> str:
    prefix = prefix_of(match[1])
    return match[0] if prefix == UNKNOWN else prefix
