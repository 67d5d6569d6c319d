"""A save that arrives when nobody is logged in any more, or with a token from before the last log-in. What was typed
waits for the person whom the form was made for: docs/decisions/0058-a-save-after-the-session.md."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus

from django.contrib.auth.models import User
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import permissions, scratches
from ..forms.articles import ONLY_SHOWN
from ..models import Article
from ..models.scratches import KEPT_FOR

SALT = "articles.served"
SERVED = "_served"  # The field of the form that tells for whom it was made. The stroke: no part of what was typed.
BACK = "back"  # In the address of a form: what waits is to be drawn into it.
ADD, CHANGE, SETTLE = (f"articles_article_{name}" for name in ("add", "change", "settle"))
WHY_NOT = {
    scratches.KeptElsewhere: _(
        "Other unsaved text of this article waits at the desk, and nothing overwrites it unseen. Log in, settle that "
        "one, then come back to this tab and send yours again."
    ),
    scratches.TooLong: _("It is more than an article can hold, so it could not be kept. Copy what you need from here."),
    signing.SignatureExpired: _("The form was open for so long that it could not be kept. Copy it from here."),
}


def served_to(user: User, article: Article | None, *, known: str) -> str:
    """Goes out with the form, and comes back with what is typed. `known`: the state of unsaved text that it shows."""
    return signing.dumps({"user": user.pk, "article": article and article.pk, "known": known}, salt=SALT)


def _form_of(pk: int | None) -> str:
    """With what waits drawn into it."""
    return f"{reverse(f'admin:{CHANGE}', args=[pk]) if pk else reverse(f'admin:{ADD}')}?{BACK}=yes"


def kept_for_log_in(view):
    """Around the log-in's guard, behind the check of the form's token."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return (None if request.user.is_authenticated else kept(request)) or view(request, *args, **kwargs)

    return guarded


def kept(request):
    """Keeps what an article's form sent, and leads on to that form; None for anything else.

    The signed field alone says whose it is: the request has no person, or nothing that proves one.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name not in {ADD, CHANGE, SETTLE}:
        return None
    if match.url_name == SETTLE:  # The conflict page has kept what was typed.
        return redirect(_form_of(match.kwargs["pk"]))
    try:
        user, article, known = _served(request.POST.get(SERVED, ""))
        scratches.keep(user, article, request.POST, known=known)
    except (signing.BadSignature, User.DoesNotExist, Article.DoesNotExist) as fault:
        return _not_kept(request, fault) if isinstance(fault, signing.SignatureExpired) else None
    except (scratches.KeptElsewhere, scratches.TooLong) as refusal:
        return _not_kept(request, refusal)
    return redirect(_form_of(article and article.pk))


def _served(field):
    """Raises BadSignature for what this site did not sign, or somebody may no longer write."""
    served = signing.loads(field, salt=SALT, max_age=KEPT_FOR)
    user = User.objects.get(pk=served["user"], is_active=True, is_staff=True)
    article = Article.objects.get(pk=served["article"]) if served["article"] else None
    may_write = permissions.may_edit(user, article) if article else user.has_perm("articles.add_article")
    if not may_write:
        raise signing.BadSignature
    return user, article, served["known"]


def _not_kept(request, fault):
    """The text is in this page, to be copied or sent again: into the form, never into the article. Else somebody could
    be led to send words that are not theirs, with a token that this page gave them."""
    typed = scratches.typed_in(request.POST)
    words = [value for name, value in typed if "\n" in value or " " in value]
    context = {
        "why": WHY_NOT[type(fault)],
        "fields": [*typed, [SERVED, request.POST[SERVED]], [ONLY_SHOWN, "yes"]],
        "words": "\n\n".join(words),
    }
    return render(request, "admin/articles/not_kept.html", context, status=HTTPStatus.CONFLICT)
