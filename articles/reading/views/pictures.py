"""Serve the files of pictures, in full size and in smaller widths."""

from __future__ import annotations

from datetime import timedelta
from mimetypes import guess_type

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..pictures.files import smaller_copy

DRAWING = "image/svg+xml"
# A picture's name is a hash of its content, so the content at a URL never changes.
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
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture, sandboxed, because a drawing (SVG) that is opened on its own could run a script."""
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None
    content_type, _ = guess_type(path)
    response: HttpResponseBase = FileResponse(file, content_type=content_type or "application/octet-stream")
    if content_type == DRAWING:  # The other formats are compressed already.
        response = compression.process_response(request, response)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
