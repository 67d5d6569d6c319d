"""Count requests by view and status, and measure how long drawing takes."""

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # Seconds.
KEPT, NO_VIEW = "kept page", "no view"
REQUESTS = Counter("psyweb_requests", "Answers, by the name of the view and the status.", ["view", "status"])
DRAWING = Histogram("psyweb_drawing_seconds", "Time that a view and its template took.", ["view"], buckets=BUCKETS)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def measure(get_response: GetResponse) -> GetResponse:
    """Do nothing while METRICS_DIR is empty."""
    if not settings.METRICS_DIR:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = perf_counter()
        response = get_response(request)
        if match := request.resolver_match:
            view = match.view_name
            DRAWING.labels(view).observe(perf_counter() - started)
        else:
            view = KEPT if response.status_code < 400 else NO_VIEW
        REQUESTS.labels(view, response.status_code).inc()
        return response

    return middleware
