"""Show the threads of comments on an article, and take what people write, settle and delete there."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.staff import staff_with

from ... import publishing
from ...comparison.quotation import Quotation
from ...models import Article, Comment, Thread
from ...publishing.notifications import SEE
from ..desk_request import DeskRequest
from ..forms.fields import LongTextField, PlainForm
from ..forms.numbers import is_number
from .pages import article_for, desk_page
from .panels import Threads, threads_of

LONGEST_CONTEXT = 500  # Characters of a prefix or a suffix that are read.


class CommentForm(PlainForm, forms.Form):
    text = LongTextField(longest=Comment.LONGEST, rows=3, label=gettext_lazy("Comment"))
    mentions = forms.ModelChoiceField(staff_with(SEE), required=False)


def comments(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show the threads; on POST, write, settle or delete. A script in the form gets the panel alone."""
    article = article_for(request, pk)
    if request.method != "POST":
        return _page(request, threads_of(article, request.user, at=timezone.now()), model_admin)
    act = ACTS.get(request.POST.get("do", ""), _write)
    try:
        touched, said = act(request, article)
    except publishing.Refused as refused:
        written = {"touched": _touched(request), "faults": str(refused).split("\n"), "typed": request.POST}
        return _page(request, threads_of(article, request.user, at=timezone.now(), **written), model_admin)
    if request.headers.get("X-Requested-With") == "fetch":
        done = threads_of(article, request.user, at=timezone.now(), touched=touched, said=said)
        return _page(request, done, model_admin)
    messages.success(request, said)
    return redirect(f"{_back(request, article)}#{touched}")


def _page(request: DeskRequest, shown: Threads, model_admin: admin.ModelAdmin) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if shown.faults else HTTPStatus.OK
    context = {"comments": shown, "article": shown.article}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "admin/articles/_comments.html", {**context, "is_form": True}, status=status)
    context["title"] = _("Comments: %(article)s") % {"article": shown.article}
    return desk_page(model_admin, request, "comments.html", context, status=status)


def _back(request: DeskRequest, article: Article) -> str:
    """The page that the person read, or that of the comments."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("admin:articles_article_comments", args=[article.pk])


def _touched(request: DeskRequest) -> str:
    number = request.POST.get("thread", "")
    return f"thread-{number}" if is_number(number) else "new-thread"


def _write(request: DeskRequest, article: Article) -> tuple[str, str]:
    """Begin a thread, or answer in the one that is named."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        raise publishing.Refused("\n".join(str(fault) for faults in form.errors.values() for fault in faults))
    given = {"by": request.user, **form.cleaned_data}
    if request.POST.get("thread"):
        made = publishing.answer(_thread(request, article), **given)
    else:
        sent = {name: request.POST.get(name, "") for name in ("exact", "prefix", "suffix")}
        quoted = Quotation(sent["exact"], sent["prefix"][-LONGEST_CONTEXT:], sent["suffix"][:LONGEST_CONTEXT])
        made = publishing.comment_on(article, quoted, **given)
    return f"thread-{made.thread_id}", _("Your comment is kept.")


def _settle(request: DeskRequest, article: Article) -> tuple[str, str]:
    seen = request.POST.get("seen", "")
    publishing.settle(_thread(request, article), by=request.user, seen=int(seen) if is_number(seen) else 0)
    return _touched(request), _("Settled.")


def _reopen(request: DeskRequest, article: Article) -> tuple[str, str]:
    publishing.reopen_thread(_thread(request, article), by=request.user)
    return _touched(request), _("Open again.")


def _delete(request: DeskRequest, article: Article) -> tuple[str, str]:
    number = request.POST.get("comment", "")
    comment = get_object_or_404(Comment, pk=number if is_number(number) else None, thread__article=article)
    publishing.delete_comment(comment, by=request.user)
    return _touched(request), _("The comment is deleted.")


def _thread(request: DeskRequest, article: Article) -> Thread:
    number = request.POST.get("thread", "")
    return get_object_or_404(article.threads, pk=number if is_number(number) else None)


ACTS: dict[str, Callable[[DeskRequest, Article], tuple[str, str]]] = {
    "settle": _settle,
    "reopen": _reopen,
    "delete": _delete,
}
PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [("<int:pk>/comments/", comments, "comments")]
