"""Fill a site that has the content pack with everything that an upgrade must keep. Run by make.py, on an idle site.

Prints what it made as JSON. Later releases add what they bring.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

import django

PASSWORD = "made-up-for-a-test-4711"
ROLES = {
    "author": ["Author"],
    "reviewer": ["Reviewer"],
    "clinician": ["Reviewer"],
    "publisher": ["Publisher"],
    "analyst": ["Poll analyst"],
    "administrator": ["Administrator"],
    "careful": ["Administrator"],  # Has a second factor.
}
CLASS = re.compile(r'class="([^"]*)"')


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from .fill_articles import Articles
    from .fill_polls import make_polls, unspent_permit

    now = timezone.now()
    with transaction.atomic():
        people = _make_people()
        Articles(people, now).make_all()
    make_polls(people["administrator"], now)
    made = {"totp_secret": _second_factor(people["careful"]), "unspent_permit": unspent_permit(now), **_what_is_there()}
    json.dump(made, sys.stdout)


def _make_people() -> dict[str, Any]:
    from django.contrib.auth.models import Group, User

    made = {}
    for name, roles in ROLES.items():
        person = User.objects.create_user(name, password=PASSWORD, is_staff=True, first_name="Test", last_name=name)
        person.groups.set(Group.objects.filter(name__in=roles))
        made[name] = person
    return made


def _second_factor(person: Any) -> str:
    """The secret of an authenticator app, which the database keeps sealed."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def _what_is_there() -> dict[str, Any]:
    """Read before the upgrade, for what is asked after it."""
    from articles.models import Article, Edition, PreviewLink
    from tests.machinery import addresses

    html = [section["html"] for edition in Edition.objects.all() for section in edition.html["sections"]]
    return {
        "starts": [*addresses.for_people(), *addresses.for_machines()],
        "articles": dict(Article.objects.values_list("slug", "pk")),
        "preview": PreviewLink.objects.get().get_absolute_url(),
        "frozen_classes": sorted({name for text in html for found in CLASS.findall(text) for name in found.split()}),
    }


if __name__ == "__main__":
    main()
