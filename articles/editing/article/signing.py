"""The page on which a clinician signs: what has changed since their own last signature, or all of it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ... import permissions, publishing
from ...clinical.coverage import standings
from ...comparison.diff import compare
from ...models import Signature
from ...reading.preview import preview_of
from ..forms.signing import SignForm
from .pages import CHANGE_PAGE, _article_for, _page


def sign(request, pk, *, model_admin):
    article = _article_for(request, pk)
    if not permissions.may_sign(request.user, article):
        messages.error(request, _("You can sign an article that is in review or approved, as a clinical reviewer."))
        return redirect(CHANGE_PAGE, pk)
    version = article.versions.newest()
    last = Signature.objects.of(article).newest_by_person().filter(by=request.user).select_related("version").first()
    form = SignForm(
        request.POST or None, article=article, user=request.user, initial=_initial(request.user, version, last)
    )
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "role", "expected")}
        try:
            publishing.sign(article, by=request.user, **given)
        except publishing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Signed: the next edition names you."))
            return redirect(CHANGE_PAGE, pk)
    context = {
        "article": article,
        "form": form,
        "version": version,
        "last": last,
        "changes": compare(last.version.document, version.document) if last else None,
        "whole": None if last else preview_of(article, version.document, at=timezone.now())["page"],
        "standing": next((one for one in standings(article, version.document) if one.signature == last), None),
        "title": _("Sign: %(article)s") % {"article": article},
    }
    return _page(model_admin, request, "sign.html", context)


def _initial(user, version, last):
    before = last or Signature.objects.filter(by=user).first()
    name = before.name if before else user.get_full_name()
    return {"name": name, "role": before.role if before else "", "expected": version.number}


PAGES = [("<int:pk>/do/sign/", sign, "sign")]
