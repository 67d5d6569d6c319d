"""Every page says the name in SITE_NAME, and the software's name only where content names it."""

import os
import subprocess
import sys
from html import unescape

import pytest
from django.conf import settings as project
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from articles.reading.pictures import share
from desk.notifications import outbox
from desk.notifications.kinds import Kind
from desk.notifications.queue import notify
from psyweb import errors
from tests.articles.public_pages import make_notice
from tests.machinery import addresses
from tests.machinery.content import content_texts

pytestmark = pytest.mark.django_db
SOFTWARE, SITE = "PsyWeb", "Clearwater"
SIGNED_TEXT = "PsyWeb ledger head"  # Part of a format: whoever checks a ledger anywhere computes with it.
CREDITS = [
    f"Picture: {SOFTWARE},",
    f'value="{SOFTWARE}"',
    f'field-credit">{SOFTWARE}<',
]  # The pack credits pictures to it.
WITH_HEADER = ["/", "/no-such-page/", "/notices/about/"]
OF_MACHINES = [path for path in addresses.for_machines() if path.endswith(".atom")]


@pytest.fixture(autouse=True)
def _another_name(settings):
    settings.SITE_NAME = SITE
    settings.SITE_FACTS = settings.SITE_FACTS | {"name": SITE}


@pytest.fixture(scope="module")
def naming_content(library, django_db_blocker):
    """Content that names the software, longest text first."""
    with django_db_blocker.unblock():
        naming = {text for text in content_texts() if SOFTWARE in text} - {SOFTWARE}
    return [*sorted(naming, key=len, reverse=True), *CREDITS]


def said_by_the_interface(text, naming_content):
    text = " ".join(unescape(text).split()).replace(SIGNED_TEXT, "")
    for known in naming_content:
        text = text.replace(known, "")
    return [text[max(0, at - 60) : at + 60] for at in range(len(text)) if text.startswith(SOFTWARE, at)]


@pytest.mark.parametrize("path", [*addresses.for_people(), *OF_MACHINES])
def test_no_page_says_another_name(naming_content, client, path):
    assert said_by_the_interface(client.get(path).text, naming_content) == []


@pytest.mark.parametrize("path", WITH_HEADER)
def test_pages_say_the_name(naming_content, client, path):
    text = client.get(path).text
    assert SITE in text.partition("</title>")[0]
    assert SITE in text.partition("<header")[2].partition("</header>")[0]


def desk_pages():
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._base_manager.first()
        yield from [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        yield from [reverse(f"{name}_change", args=[row.pk])] if row else []
    yield from [reverse("admin:index"), reverse("mfa_index"), reverse("account_change_password")]


def test_no_page_of_the_desk_says_another_name(naming_content, admin_client):
    said = {path: said_by_the_interface(admin_client.get(path).text, naming_content) for path in desk_pages()}
    assert {path: words for path, words in said.items() if words} == {}


def test_the_desk_says_the_name(admin_client, client):
    assert f"{SITE} desk" in admin_client.get(reverse("admin:index")).text.partition("</title>")[0]
    assert f"{SITE} desk" in client.get(reverse("account_login")).text.partition("</title>")[0]


def test_error_pages_have_the_name_without_a_database(rf):
    """pytest-django's own guard stands for a database that is away."""
    assert SITE in errors.unavailable(rf.get("/")).text.partition("</title>")[0]


def test_a_notice_may_name_the_site(client):
    notice = make_notice("made-up-notice", body="Words of {{ site.name }}.")
    assert f"Words of {SITE}." in client.get(notice.get_absolute_url()).text


def test_mail_says_the_name():
    person = User.objects.create_user("owner", "owner@psyweb.example", is_staff=True)
    notify(Kind("made-up", "", "About %(subject)s"), [person], subject="a test", link="/admin/", at=timezone.now())
    outbox.send_due(at=timezone.now())
    assert mail.outbox[0].subject.startswith(f"{SITE}: ")


def test_a_picture_to_share_shows_the_name(settings):
    drawn = share.draw("A title")
    settings.SITE_NAME = "Another"
    assert share.draw("A title") != drawn


def test_what_is_read_at_the_start_has_the_name():
    words = "from articles.reading.api.endpoints import content_api as a; from django.conf import settings as s"
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "-c",
        f"{words}; print(a.title, s.MFA_TOTP_ISSUER)",
    ]
    result = subprocess.run(
        command, cwd=project.BASE_DIR, env=os.environ | {"SITE_NAME": SITE}, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == f"{SITE} content {SITE}"
