from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations import installation, runs


def is_said(check, words):
    return any(words in f"{message.msg} {message.hint}" for message in check())


@pytest.fixture(autouse=True)
def _well_set(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.POLL_KEY_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MEDIA_ROOT.mkdir()
    (settings.POLL_KEY_DIR / "box").mkdir(parents=True, mode=0o700)
    settings.POLL_KEY_DIR.chmod(0o700)
    (settings.POLL_KEY_DIR / "box").chmod(0o700)
    key = settings.POLL_KEY_DIR / "box" / "made-up.key"
    key.write_text("Made up.")
    key.chmod(0o400)
    for name in runs.REMEMBERED:
        runs.remember(["manage.py", name])


@pytest.mark.django_db
@pytest.mark.parametrize("check", [installation.files, installation.clock, installation.timers, installation.mail])
def test_nothing_is_wrong_with_a_site_that_is_well_set(check):
    assert check() == []


def test_a_key_that_others_can_read(settings):
    (settings.POLL_KEY_DIR / "box" / "made-up.key").chmod(0o444)
    assert is_said(installation.files, "made-up.key can be read by other users of this machine.")


def test_a_folder_of_keys_that_others_may_enter(settings):
    settings.POLL_KEY_DIR.chmod(0o755)
    assert is_said(installation.files, f"{settings.POLL_KEY_DIR} can be read by other users of this machine.")


def test_a_folder_of_media_that_is_missing(settings):
    settings.MEDIA_ROOT.rmdir()
    assert is_said(installation.files, f"is missing: {settings.MEDIA_ROOT}")


def test_a_timer_that_never_ran(settings):
    (settings.VAR_DIR / "runs" / "verify_polls").unlink()
    assert is_said(installation.timers, "verify_polls has never succeeded on this machine.")


def test_a_backup_that_is_old(settings):
    old = timezone.now() - timedelta(days=3)
    (settings.VAR_DIR / "runs" / "backup").write_text(old.isoformat())
    assert is_said(installation.timers, "backup last succeeded on ")


@pytest.mark.parametrize(("after_vote", "is_wanted"), [(True, False), (False, True)])
def test_count_votes_needs_a_timer_where_votes_do_not_count(settings, after_vote, is_wanted):
    settings.POLL_COUNT_AFTER_VOTE = after_vote
    (settings.VAR_DIR / "runs" / "count_votes").unlink()
    assert is_said(installation.timers, "count_votes has never") is is_wanted


def test_mail_that_goes_nowhere(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert is_said(installation.mail, "EMAIL_URL")


@pytest.mark.django_db
def test_a_clock_that_is_behind():
    MigrationRecorder.Migration.objects.filter(name="0001_initial").update(applied=timezone.now() + timedelta(days=30))
    assert is_said(installation.clock, "The clock is behind")


@pytest.mark.django_db
def test_the_command_says_it_and_fails(settings):
    settings.DEBUG = True
    (settings.VAR_DIR / "runs" / "backup").unlink()
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=said)
    assert "To look at: backup has never succeeded" in said.getvalue()
    assert "Wrong: DEBUG is on" in said.getvalue()
