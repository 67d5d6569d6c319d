"""Change many articles of the list at once: a page names each of them, and asks for the new value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.staff import name_of

from .. import permissions, publishing
from ..checks.attribution import latest_review
from ..documents import place_in_topics
from ..models import Article, Topic
from .desk_request import DeskRequest
from .forms.articles import words_of
from .forms.fields import DayField
from .forms.numbers import is_number

MOST_ARTICLES = 100  # As many as a page of the list has.
LIST = "admin:articles_article_changelist"
SALT = "articles.bulk"


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class OwnerForm(forms.Form):
    owner = PersonField(
        User.objects.filter(is_staff=True, is_active=True).order_by("username"), label=gettext_lazy("Owner")
    )

    def write(self, article: Article) -> str:
        owner = self.cleaned_data["owner"]
        if article.owner == owner:
            return ""
        article.owner = owner
        article.save(update_fields=["owner"])
        return _("owner: %(name)s") % {"name": name_of(owner)}


class TopicsForm(forms.Form):
    added = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=gettext_lazy("Topics to add"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    removed = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=gettext_lazy("Topics to take away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        added, removed = (set(self.cleaned_data.get(name, ())) for name in ("added", "removed"))
        if not added ^ removed or added & removed:
            raise forms.ValidationError(_("Choose a topic to add or to take away, and none for both."))
        return self.cleaned_data

    def write(self, article: Article) -> str:
        before = set(article.topics.values_list("slug", flat=True))
        added, removed = ({topic.slug for topic in self.cleaned_data[name]} for name in ("added", "removed"))
        after = (before | added) - removed
        if after == before:
            return ""
        place_in_topics(article, sorted(after))
        return _("topics: %(names)s") % {"names": ", ".join(sorted(after)) or _("none")}


class ReviewForm(forms.Form):
    review_due_on = DayField(**words_of("review_due_on"))

    def write(self, article: Article) -> str:
        day = self.cleaned_data["review_due_on"]
        last = latest_review(article.facts_checked_on or timezone.now().date())
        if day > last:
            raise publishing.Refused(
                _("The next review is due within a year: by %(day)s.") % {"day": date_format(last)}
            )
        if article.review_due_on == day:
            return ""
        article.review_due_on = day
        article.save(update_fields=["review_due_on"])
        return _("review due on %(day)s") % {"day": date_format(day)}


@dataclass(frozen=True)
class BulkChange:
    label: str | Promise
    form: Callable[..., Any]  # With `write(article)`, as publishing.change_listed takes it.
    makes_drafts: bool = True  # It changes what readers see with the next edition.


CHANGES = {
    "owner": BulkChange(gettext_lazy("Set the owner"), OwnerForm, makes_drafts=False),
    "topics": BulkChange(gettext_lazy("Change the topics"), TopicsForm),
    "review": BulkChange(gettext_lazy("Set the day of the next review"), ReviewForm),
}


def _action(name: str, change: BulkChange) -> Callable[..., HttpResponse | None]:
    def lead_on(_admin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        keys = list(chosen.values_list("pk", flat=True)[: MOST_ARTICLES + 1])
        if len(keys) > MOST_ARTICLES:
            messages.error(request, _("Choose at most %(most)d articles at once.") % {"most": MOST_ARTICLES})
            return None
        address = reverse("admin:articles_article_bulk", args=[name])
        return redirect(f"{address}?{urlencode({'articles': ','.join(map(str, keys))})}")

    lead_on.__name__ = name  # The admin knows an action by it.
    lead_on.short_description = change.label  # type: ignore[attr-defined]
    lead_on.allowed_permissions = ["change"]  # type: ignore[attr-defined]
    return lead_on


ACTIONS = [_action(name, change) for name, change in CHANGES.items()]


def bulk(request: DeskRequest, name: str, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Name the articles and ask for the value; on POST, change each that is as it was then."""
    change = CHANGES.get(name)
    if change is None:
        raise Http404
    if not permissions.may_edit(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    opened = _opened(request.POST.get("opened", "")) if is_sent else {}
    named = [int(key) for key in request.GET.get("articles", "").split(",")[:MOST_ARTICLES] if is_number(key)]
    asked = opened if is_sent else named
    articles = list(Article.objects.filter(pk__in=asked).select_related("owner").order_by("title", "pk"))
    form = change.form(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        _change_all(request, articles, form, opened)
        return redirect(LIST)
    opened = opened or {article.pk: publishing.state_of(article) for article in articles}
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "change": change,
        "form": form,
        "articles": [article for article in articles if permissions.may_edit(request.user, article)],
        "others": [article for article in articles if not permissions.may_edit(request.user, article)],
        "opened": signing.dumps(list(opened.items()), salt=SALT),
        "title": change.label,
    }
    return render(request, "admin/articles/bulk.html", context)


def _opened(signed: str) -> dict[int, publishing.State]:
    """The state of each article when the page named it."""
    try:
        return {key: (number, owner) for key, (number, owner) in signing.loads(signed, salt=SALT)}
    except signing.BadSignature:
        raise Http404 from None


def _change_all(request: DeskRequest, articles: list[Article], form: Any, opened: dict[int, publishing.State]) -> None:
    """Change each article by itself, and name those that were left alone."""
    changed = 0
    for article in articles:
        try:
            changed += publishing.change_listed(article, form.write, by=request.user, opened=opened[article.pk])
        except publishing.Refused as refused:
            words = _("Left alone: “%(title)s”. %(why)s") % {"title": article.title, "why": refused}
            messages.warning(request, words)
    done = ngettext("%(count)d article was changed.", "%(count)d articles were changed.", changed)
    messages.success(request, done % {"count": changed})
