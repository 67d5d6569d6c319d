"""Write an access log without client addresses and without any path of a poll."""

import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import escape_uri_path

from .client_network import client_prefix

POLL_PATH = re.compile(r"/polls/\S*")
NOT_LOGGED = ("/polls/", "/preview/", "/healthz", "/readyz")
# The end of a path: who reports a mistake, or says whether a page helped, is nobody's business either.
NOT_LOGGED_ENDS = ("/report/", "/helpful/")
access_log = logging.getLogger("psyweb.access_log")


class HidePolls(logging.Filter):
    """Remove the paths of polls from log messages. With the time beside it, a path would tell who voted when."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = POLL_PATH.sub("/polls/…", record.getMessage()), ()
        return True


def log_access(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Log one line per request: network prefix, method, path without query, status, milliseconds.

    Nothing is logged for paths of NOT_LOGGED and NOT_LOGGED_ENDS, nor while the setting ACCESS_LOG is off.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = time.monotonic()
        response = get_response(request)
        if settings.ACCESS_LOG and not (request.path.startswith(NOT_LOGGED) or request.path.endswith(NOT_LOGGED_ENDS)):
            fields = {
                "network": client_prefix(request),
                "method": request.method,
                # Percent-encoded: a decoded line break would forge a log line.
                "path": escape_uri_path(request.path),
                "status": response.status_code,
                "milliseconds": round(1000 * (time.monotonic() - started)),
            }
            access_log.info("%s %s %s %s %s ms", *fields.values(), extra={"fields": fields})
        return response

    return middleware
