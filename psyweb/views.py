"""Show the front page, which joins articles and polls, the picture of a shared poll, robots.txt and security.txt."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.markdown.rendering import linked_data
from articles.reading.help_lines import load_help_lines
from articles.reading.linked_data import web_site
from articles.reading.live.state import public_state
from articles.reading.pictures.share import stored_picture
from articles.reading.related import topics_with_pages
from articles.reading.views.share import CACHED_FOR
from polls.models import Poll, Wording

SECURITY_CONTACT_HOLDS_FOR = timedelta(days=180)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    state = public_state()
    topics = topics_with_pages(state)
    context = {
        "state": state,
        "topics": topics,
        "poll": next((page.poll for topic in topics for page in topic.pages if page.poll), ""),
        "help_lines": load_help_lines(state),
        "linked_data": lambda: linked_data(web_site()),
    }
    return render(request, "psyweb/front.html", context)


@require_safe
@cache_control(public=True, max_age=int(CACHED_FOR.total_seconds()))
def poll_picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Draw a wording's question, and no figure: other sites show the picture for weeks. A wording never changes."""
    wording = get_object_or_404(Wording, poll__in=Poll.objects.visible(), poll__slug=slug, version=number)
    return HttpResponse(stored_picture(wording.question, kind=_("Reader poll")), content_type="image/jpeg")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer security.txt (RFC 9116). Without the owner's email address, its contact is the page about the site."""
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
