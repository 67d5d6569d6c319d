"""What the forms for readers of a page share: whose page it is, and how a refusal is answered."""

from datetime import timedelta
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from ..models import Edition
from ..reading.slug_lookup import edition_at

HOUR = timedelta(hours=1)


class Refused(Exception):  # noqa: N818 - not a fault: it carries the answer
    """Nothing is taken: the status and the words to answer with, and seconds to wait, or 0."""

    def __init__(self, status: HTTPStatus, words: str, *, wait: int = 0) -> None:
        super().__init__(words)
        self.status = status
        self.wait = wait

    def on(self, page: HttpResponse) -> HttpResponse:
        """Make the drawn page the answer."""
        page.status_code = self.status
        page.headers["Cache-Control"] = "no-store"
        if self.wait:
            page.headers["Retry-After"] = str(self.wait)
        return page


def edition_or_redirect(slug: str, view: str) -> Edition | HttpResponse:
    """Return the live edition, or the redirect to where its page or its form is. Raises Http404."""
    edition = edition_at(slug)
    if edition is None:
        raise Http404
    if edition.slug != slug:
        return redirect(view, edition.slug, permanent=True)
    return redirect("articles:detail", slug) if edition.is_withdrawn() else edition
