"""What is logged, and how: errors to the console, nothing of a request's body, no address, no poll path."""

import logging
import re

POLL_PATH = re.compile(r"/polls/\S*")


class HidePolls(logging.Filter):
    """Cuts the paths of polls from messages: with the time beside it, one would tell who voted when."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = POLL_PATH.sub("/polls/…", record.getMessage()), ()
        return True


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_polls": {"()": HidePolls}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["hide_polls"]},
        "access": {"class": "logging.StreamHandler", "formatter": "bare", "stream": "ext://sys.stdout"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Its warnings are answers such as 404, which the access log counts. Mail to ADMINS would carry request bodies.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        # At DEBUG it writes out what a page was drawn from, such as the answer on the page to check it.
        "django.template": {"level": "WARNING"},
        "django.security": {"level": "CRITICAL"},
        "psyweb.access_log": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
