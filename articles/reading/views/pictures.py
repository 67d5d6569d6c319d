"""Serve the files of pictures, whole and in smaller widths."""

from datetime import timedelta
from mimetypes import guess_type

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..pictures.files import smaller_copy

DRAWING = "image/svg+xml"
# A picture is named by its content, so a name never comes to mean another picture.
PICTURE_KEPT_FOR = timedelta(days=365)
compression = GZipMiddleware(lambda _request: HttpResponse())


@require_safe
@cache_control(public=True, immutable=True, max_age=int(PICTURE_KEPT_FOR.total_seconds()))
def smaller_picture(request: HttpRequest, width: int, path: str) -> HttpResponse:
    try:
        return HttpResponse(smaller_copy(path, width), content_type="image/webp")
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None


@require_safe
@cache_control(public=True, immutable=True, max_age=int(PICTURE_KEPT_FOR.total_seconds()))
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A picture. Sandboxed, because a drawing (SVG) opened on its own could hold script."""
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None
    content_type, _ = guess_type(path)
    response = FileResponse(file, content_type=content_type or "application/octet-stream")
    if content_type == DRAWING:  # The others are compressed as they are.
        response = compression.process_response(request, response)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
