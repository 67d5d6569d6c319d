"""The pages that join articles and polls, and what machines ask for."""

from datetime import UTC, datetime, time, timedelta
from mimetypes import guess_type

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.api.description import description
from articles.crisis import crisis
from articles.pictures import smaller_copy
from articles.related import topics_with_pages

from . import stored
from .search.results import search as find
from .search.suggestions import suggestions as suggest
from .search.words import speaks_of_danger

DRAWING = "image/svg+xml"
SECURITY_CONTACT_HOLDS_FOR = timedelta(days=180)
MOST_PAGES_OF_RESULTS = 10
# A picture is named by its content, so a name never comes to mean another picture.
PICTURE_KEPT_FOR = timedelta(days=365)
compression = GZipMiddleware(lambda _request: HttpResponse())


@require_safe
def front(request):
    topics = topics_with_pages(at=timezone.now())
    polls = [page.document["poll"] for topic in topics for page in topic.pages if page.document["poll"]]
    context = {"topics": topics, "poll": polls[0] if polls else "", "country": crisis().first}
    return render(request, "psyweb/front.html", context)


@require_safe
def search(request):
    topic = request.GET.get("topic", "")
    results = find(request.GET.get("q", ""), topic=topic, page=_page_number(request.GET.get("page", "")))
    return render(request, "psyweb/search.html", {"results": results, "chosen_topic": topic})


@require_safe
def suggestions(request):
    """For the search field's script. Says too when what is typed may mean danger."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": suggest(typed), "is_danger": speaks_of_danger(typed)})


def _page_number(text):
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PAGES_OF_RESULTS)


@require_safe
def api_docs(request):
    return render(request, "psyweb/api.html", {"description": description()})


@require_safe
def stores(request):
    return render(request, "psyweb/stores.html", {"groups": stored.groups(), "cookies": stored.COOKIES})


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    """RFC 9116. Without an address of the owner, the page that says how to reach them."""
    address = settings.SITE_FACTS["contact_email"]
    contact = f"mailto:{address}" if address else f"{settings.SITE_URL}{reverse('articles:notice', args=['about'])}"
    expires = datetime.combine(timezone.now().date() + SECURITY_CONTACT_HOLDS_FOR, time.min, tzinfo=UTC)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {settings.CONTENT_LANGUAGE}",
        f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, immutable=True, max_age=int(PICTURE_KEPT_FOR.total_seconds()))
def smaller_picture(request, width, path):
    try:
        return HttpResponse(smaller_copy(path, width), content_type="image/webp")
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None


@require_safe
@cache_control(public=True, immutable=True, max_age=int(PICTURE_KEPT_FOR.total_seconds()))
def media(request, path):
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
