"""The live pages: A to Z, one article, one topic."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..addresses import edition_at, first_edition
from ..indexes import a_to_z
from ..linked_data import medical_web_page
from ..markup import linked_data
from ..models import Topic
from ..pages import article_page
from ..related import in_reading_order, related_to


@require_safe
def index(request):
    return render(request, "articles/index.html", {"letters": a_to_z()})


@require_safe
def detail(request, slug):
    now = timezone.now()
    edition = edition_at(slug, at=now)
    if edition is None:
        raise Http404
    if edition.slug != slug:
        return redirect("articles:detail", edition.slug, permanent=True)
    if edition.is_withdrawn(at=now):
        return render(request, "articles/withdrawn.html", {"edition": edition}, status=HTTPStatus.GONE)
    page, first = article_page(edition, at=now), first_edition(edition)
    context = {
        "page": page,
        "topics": edition.topics.all(),
        "first": first,
        "linked_data": linked_data(medical_web_page(page, first=first)),
        "related": related_to(edition, at=now),
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def topic(request, slug):
    now = timezone.now()
    found = get_object_or_404(Topic, slug=slug)
    pages = [article_page(edition, at=now) for edition in in_reading_order(found, at=now)]
    return render(request, "articles/topic.html", {"topic": found, "pages": pages})
