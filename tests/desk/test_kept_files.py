"""Files that wait for the rest of their form: one person's alone, few, and not for long."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk import kept_files
from desk.models import FILES_KEPT_FOR, KeptFile
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def keep(user, content=b"made up", at=NOW):
    return kept_files.keep(user, "a.webp", content, at=at)


def test_a_file_is_found_by_its_person_until_its_time_is_over(author, stranger):
    kept = keep(author)
    last = NOW + FILES_KEPT_FOR
    assert kept_files.find(author, kept.token, at=last) == kept
    assert kept_files.find(author, kept.token, at=last + timedelta(seconds=1)) is None
    assert kept_files.find(stranger, kept.token, at=NOW) is None


def test_the_same_file_is_kept_once_and_of_many_the_newest(author, stranger):
    others = keep(stranger)
    keep(author)
    keep(author)
    assert author.kept_files.count() == 1
    for number in range(1, kept_files.MOST_FILES + 1):
        keep(author, b"%d" % number, at=NOW + timedelta(minutes=number))
    contents = {bytes(kept.content) for kept in author.kept_files.all()}
    assert contents == {b"%d" % number for number in range(1, kept_files.MOST_FILES + 1)}
    assert KeptFile.objects.filter(pk=others.pk).exists()


def test_the_timer_deletes_what_nobody_came_back_for(author):
    now = timezone.now()
    keep(author, b"old", at=now - FILES_KEPT_FOR - timedelta(minutes=1))
    new = keep(author, b"new", at=now)
    call_command("send_notifications")
    assert list(author.kept_files.all()) == [new]


def test_the_desk_tells_a_person_that_chosen_files_are_kept(desk, author):
    assert "Chosen files" in desk(author).get("/admin/profile/data/").text
