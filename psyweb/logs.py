"""What is logged, and how: errors to the console, nothing of a request's body, no address, no poll path."""

from privacy.access_log import HidePolls

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
