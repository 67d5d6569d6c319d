"""Somebody else saved while this person was writing: both texts side by side, and the one made of them."""

from http import HTTPStatus

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.autosave import storage

from ... import permissions
from ...comparison.three_way_merge import THEIRS, YOURS, change_of, choices, merged
from ...models import Article
from ...schema.stored import read_document, to_stored
from .form_document import form_data, typed_document
from .pages import CHANGE_PAGE

SALT = "articles.conflict"


def page(model_admin, request, article):
    """Nothing was saved, nothing is lost: what was typed waits here, and as the person's autosaved text."""
    yours = typed_document(request.POST, article)
    if storage.RESTORED_FOR_REVIEW not in request.POST:  # Else it waits there already.
        storage.keep_refused(request.user, article, request.POST)
    theirs = article.versions.select_related("saved_by").newest()
    base = article.versions.filter(number=int(request.POST["version_number"])).first()
    base_document = base.document if base else yours
    texts = {"base": to_stored(base_document), "yours": to_stored(yours)}
    kept = {**texts, "theirs": theirs.number, "article": article.pk}
    found = choices(base_document, yours, theirs.document)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "article": article,
        "theirs": theirs,
        "choices": [
            {"choice": choice, "yours": change_of(choice, YOURS), "theirs": change_of(choice, THEIRS)}
            for choice in found
        ],
        "disputed": sum(choice.is_disputed for choice in found),
        "kept": signing.dumps(kept, salt=SALT, compress=True),
        "title": _("Somebody else saved “%(article)s” while you were writing") % {"article": article},
    }
    return render(request, "admin/articles/conflict.html", context, status=HTTPStatus.CONFLICT)


@require_POST
def settle(request, pk, *, model_admin):
    """The text made of both goes the way of every save: through the form, which may refuse it and gives it back."""
    article = get_object_or_404(Article, pk=pk)
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    kept = _kept(request, article)
    theirs = article.versions.get(number=kept["theirs"])
    taken = {name: value for name, value in request.POST.items() if value in {YOURS, THEIRS}}
    base, yours = (read_document(kept[name]) for name in ("base", "yours"))
    document = merged(base, yours, theirs.document, taken)
    request.POST = form_data(document, article, version_number=theirs.number)
    request.POST["_continue"] = "yes"
    request.path = reverse(CHANGE_PAGE, args=[pk])  # Where the admin leads on to, and what its message links.
    return model_admin.changeform_view(request, str(pk), form_url=request.path)


def _kept(request, article):
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT)
    except signing.BadSignature:
        raise PermissionDenied from None
    if kept["article"] != article.pk:
        raise PermissionDenied
    return kept
