import logging
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from privacy.public_forms import DATABASE_IS_AWAY

from . import errors

DESK = "/admin/"
API = "/api/"
API_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
# What the pages of this site never use, refused to whatever might be smuggled in.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
database_log = logging.getLogger("psyweb.database")


def permissions_policy(get_response):
    """But on static files: they are under the policy of the page that loads them, and each would be as much longer."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def refuse_large_requests(get_response):
    """Answers 413 before a byte of the body is read. A body without a stated length is never read at all."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        largest = settings.LARGEST_DESK_REQUEST if request.path.startswith(DESK) else settings.LARGEST_REQUEST
        if length.isdecimal() and int(length) > largest:
            return errors.too_large(request, largest)
        return get_response(request)

    return middleware


def answer_503_without_database(get_response):
    """A page that needs it answers 503 in plain words with the help lines: the fault is not in the page."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, DATABASE_IS_AWAY):
            return None
        database_log.error("The database is away: %s", exception)
        return errors.unavailable(request)

    middleware.process_exception = process_exception
    return middleware


def add_allow_header(get_response):
    """Whoever uses a method that an address does not take hears which ones it takes. OPTIONS asks for nothing else."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.path.startswith(DESK):
            return response
        if request.path.startswith(API) and request.path != API:
            words = _("The content API can only be read: with GET or HEAD.")
            return JsonResponse(
                {"error": words}, status=response.status_code, headers={"Allow": API_PREFLIGHT["Allow"]}
            )
        allowed = f"{response.headers['Allow']}, OPTIONS"
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
        return errors.method_not_allowed(request, allowed)

    return middleware


def api_cors(get_response):
    """Pages of other sites may read the content API from a browser; nothing in it depends on who asks."""

    def middleware(request):
        if not request.path.startswith(API):
            return get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=API_PREFLIGHT)
        else:
            asked = request.method
            request.method = "GET" if asked == "HEAD" else asked  # The server sends no body.
            response = get_response(request)
            request.method = asked
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        response.headers["X-Robots-Tag"] = "noindex"  # The pages themselves are to be found.
        return response

    return middleware


def drop_cookies_on_public_pages(get_response):
    """Outside the desk, its cookies are not looked at: even a broken one is never answered with another."""

    def middleware(request):
        if not request.path.startswith(DESK):
            for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
                request.COOKIES.pop(name, None)
        return get_response(request)

    return middleware
