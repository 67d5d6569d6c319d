"""Serve notices in force, their earlier versions, and the page of help lines."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ...markdown.rendering import notice_html
from ...models import Notice, NoticeKind
from ..help_lines import load_help_lines
from ..notices import facts, in_force_of_each, missing_facts


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/notices.html", {"notices": in_force_of_each()})


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the version in force, or the one that took effect on the day `?from=`."""
    versions = list(Notice.objects.effective().filter(slug=slug))
    if not versions:
        raise Http404
    shown = _version_from(versions, request.GET.get("from"))
    missing = missing_facts(shown)
    context = {
        "notice": shown,
        "html": notice_html(shown.body, facts()),
        "versions": versions,
        "is_in_force": shown == versions[0],
        "is_incomplete": bool(missing),
        "is_of_privacy": shown.kind == NoticeKind.PRIVACY,
        "is_indexable": shown == versions[0] and not missing,
    }
    return render(request, "articles/notice.html", context)


@require_safe
def help_now(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show the help lines of all countries, first those of the country that the path names."""
    help_lines = load_help_lines()
    countries = help_lines.beginning_with(slug) if slug else help_lines.countries
    if not countries:
        raise Http404
    chosen = countries[0] if slug else None
    read = [country.only_verified() for country in ([chosen] if chosen else countries)]
    care = [country for country in read if country.care]
    context = {"countries": countries, "chosen": chosen, "signs": help_lines.signs, "care": care}
    return render(request, "articles/help_now.html", context)


def _version_from(versions: list[Notice], asked: str | None) -> Notice:
    if asked is None:
        return versions[0]
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    for version in versions:
        if version.effective_from == day:
            return version
    raise Http404
