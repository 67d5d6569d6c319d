"""Configure the site. What differs between installations comes from the environment (README, "Settings")."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from privacy.access_log import HidePolls
from privacy.log_lines import JsonLines

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))  # Everything that the site writes.

# Core
DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret_key")
PORT = env.whole_number("PORT", default=8000, low=1, high=65535)
HOST = env.address("HOST", default="127.0.0.1")
WORKERS = env.workers("WORKERS", cache_name="CACHE_URL")
SITE_URL = env.site_url("SITE_URL", default=f"http://127.0.0.1:{PORT}")
SITE_NAME = env.short_text(
    "SITE_NAME", "PsyWeb", longest=40
)  # 40 characters fit beside the menu and into a share picture.
IS_HTTPS = SITE_URL.startswith("https://")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=[SITE_HOST] if IS_HTTPS else LOOPBACK_HOSTS)
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
READ_FORWARDED = env.boolean("READ_FORWARDED", default=False)
LIMITS_NEED_CACHE = env.boolean("LIMITS_NEED_CACHE", default=False)
RELEASE = env.text("RELEASE", "not named")

INSTALLED_APPS = [
    "psyweb",
    "articles",
    "polls",
    "desk",
    "privacy",
    "operations",
    "desk.login.desk_site.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "operations.metrics.requests.measure",
    "privacy.access_log.log_access",
    "psyweb.page_cache.cache_public_pages",  # Outside what adds headers, which are cached too.
    "django.middleware.security.SecurityMiddleware",
    "psyweb.middleware.permissions_policy",
    "psyweb.middleware.refuse_large_requests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "psyweb.middleware.api_cors",
    "csp.middleware.CSPMiddleware",
    "psyweb.middleware.add_allow_header",
    "psyweb.middleware.DatabaseAwayMiddleware",
    "psyweb.middleware.drop_cookies_on_public_pages",
    "psyweb.middleware.keep_the_desk_out_of_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "psyweb.urls"
WSGI_APPLICATION = "psyweb.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.reading.live.state.in_templates",
            ],
            "builtins": ["psyweb.templatetags.once", "psyweb.templatetags.site"],
        },
    }
]

# Cache, databases, email
KEEP_PAGES_FOR = timedelta(seconds=1)  # In each process: psyweb/page_cache.py.
CACHES = {"default": env.cache("CACHE_URL")}
DATABASES = {"default": env.database("DATABASE_URL", default_file=VAR_DIR / "psyweb.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
vars().update(env.email("EMAIL_URL"))

# Links: check_links requests public addresses only, and the networks that are named here.
LINK_CHECK_NETWORKS = env.networks("LINK_CHECK_NETWORKS")

# Files and static files
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "static/"
WHITENOISE_ROOT = BASE_DIR / "psyweb" / "root_files"  # Icons that browsers ask for without a link.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "psyweb.startup.static_storage.StaticFilesStorage"},
}

# Language and time
LANGUAGE_CODE = "en-us"  # Of the interface.
CONTENT_LANGUAGE = (
    "en"  # Of articles, notices and polls. Pages mark it with `lang` where the interface has another language.
)
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # `make messages` collects the words; no page varies by language yet.
FORMAT_MODULE_PATH = ["psyweb.formats"]
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

# Logging
ACCESS_LOG = env.boolean("ACCESS_LOG", default=False)
LOG_FORMAT = env.choice("LOG_FORMAT", "plain", "json")
# Errors go to the console, without request bodies, client addresses and poll paths.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_polls": {"()": HidePolls}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "bare": {"format": "%(message)s"},
        "json": {"()": JsonLines},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["hide_polls"]},
        "access": {
            "class": "logging.StreamHandler",
            "formatter": {"plain": "bare"}.get(LOG_FORMAT, LOG_FORMAT),
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Its warnings are answers such as 404, which the access log has. Mail to ADMINS would carry request bodies.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        # At DEBUG it logs template contexts, such as a voter's choice on the check page.
        "django.template": {"level": "WARNING"},
        "django.security": {"level": "CRITICAL"},
        "psyweb.access_log": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}

# Metrics for Prometheus: each process counts in files of this folder, which `serve_metrics` adds up.
METRICS_DIR = env.text("METRICS_DIR")
METRICS_PORT = env.whole_number("METRICS_PORT", default=9464, low=1, high=65535)
if METRICS_DIR:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR  # Read by prometheus_client when the first view imports it.
    Path(METRICS_DIR).mkdir(parents=True, exist_ok=True)

# Security: redirects, HSTS and cookies follow the scheme of SITE_URL.
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # Load balancers ask these over http, inside the network.
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0  # Two years, as the browsers' preload lists ask.
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_FAILURE_VIEW = "psyweb.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Accounts: for staff only. There is no sign-up.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
DJANGO_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{DJANGO_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": "desk.login.passwords.LengthValidator"},
    {"NAME": f"{DJANGO_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{DJANGO_VALIDATORS}.NumericPasswordValidator"},
]
STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", default=False)
PASSWORD_RESET_TIMEOUT = 60 * 60  # An hour, in seconds.
SESSION_COOKIE_AGE = 12 * 60 * 60  # A working day, in seconds.
ACCOUNT_ADAPTER = "desk.login.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "desk.login.forms.LoginForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# By client address and by user name: docs/decisions/staff-log-in.md.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_FORMS = {
    "authenticate": "desk.login.forms.AuthenticateForm",
    "reauthenticate": "desk.login.forms.ReauthenticateForm",
    "activate_totp": "desk.login.forms.ActivateTOTPForm",
}
MFA_ADAPTER = "desk.login.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # Steps of 30 seconds by which a phone's clock may be wrong.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

# Requests: larger ones are refused before their body is read. Sizes in bytes.
LARGEST_REQUEST = 64_000
LARGEST_DESK_REQUEST = 20_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    LARGEST_DESK_REQUEST  # So that a paste that is too long reaches form validation, which keeps the other fields.
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Polls
POLL_KEY_DIR = Path(env.text("POLL_KEY_DIR", str(VAR_DIR / "keys")))
POLL_COUNT_AFTER_VOTE = env.boolean("POLL_COUNT_AFTER_VOTE", default=True)
POLL_PERMITS_AN_HOUR = env.whole_number("POLL_PERMITS_AN_HOUR", default=60, low=1, high=1_000_000)
# Enough for a class that votes together, too few for a script:
# docs/decisions/rate-limits-and-logs-without-addresses.md.
POLL_VOTES_BEFORE_HELD = env.whole_number("POLL_VOTES_BEFORE_HELD", default=30, low=1, high=1_000_000)

# Facts about the owner, shown in the notices as {{ site.… }}. The page marks empty ones.
SITE_FACTS = {
    "name": SITE_NAME,
    "owner": env.text("SITE_OWNER"),
    "postal_address": env.text("SITE_POSTAL_ADDRESS"),
    "contact_email": env.text("SITE_CONTACT_EMAIL"),
    "funding_statement": env.text("SITE_FUNDING_STATEMENT"),
    "content_licence": env.text("SITE_CONTENT_LICENCE"),
}
