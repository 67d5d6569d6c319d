from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article, Edition, Move, Notice, Topic, Version
from psyweb.joins import write_guards
from tests.machinery.pseudo_locale import every_translation_in_brackets

HOUR = timedelta(hours=1)


def make_person():
    return User.objects.create_user("made-up-person")


def make_version(person):
    article = Article.objects.create(slug="made-up", title="Made up")
    return Version.objects.create(article=article, number=1, document={"title": "Made up"}, saved_by=person)


def make_edition(*, publish_at):
    person = make_person()
    version = make_version(person)
    return Edition.objects.create(
        article=version.article,
        number=1,
        version=version,
        slug="made-up",
        title="Made up",
        summary="For a test.",
        html={"sections": []},
        text="words",
        change_class="new page",
        change_note="First.",
        checks={"found": []},
        published_by=person,
        publish_at=publish_at,
    )


def make_notice(*, effective_from):
    return Notice.objects.create(
        slug="made-up", kind="about", title="Made up", effective_from=effective_from, body="For a test."
    )


def today():
    return timezone.now().date()


@pytest.mark.django_db
def test_a_guard_does_not_depend_on_the_language():
    with every_translation_in_brackets():
        assert write_guards.missing() == []


@pytest.mark.django_db
def test_a_public_edition_can_be_withdrawn():
    edition = make_edition(publish_at=timezone.now() - HOUR)
    edition.withdraw_at = timezone.now()
    edition.withdrawal_reason = "Out of date."
    edition.withdrawn_by = edition.published_by
    edition.save()
    assert Edition.objects.get().withdrawal_reason == "Out of date."


@pytest.mark.django_db
def test_an_edition_that_waits_for_its_date_can_be_changed_and_deleted():
    edition = make_edition(publish_at=timezone.now() + HOUR)
    edition.title = "Another title"
    edition.save()
    edition.delete()
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("age", "is_refused"), [(HOUR, True), (-HOUR, False)], ids=["public", "waiting"])
@pytest.mark.django_db(transaction=True)
def test_topics_of_an_edition_are_fixed_once_it_is_public(age, is_refused):
    edition = make_edition(publish_at=timezone.now() - age)
    edition.topics.add(Topic.objects.create(slug="made-up", name="Made up", summary="For a test."))
    with pytest.raises(IntegrityError) if is_refused else nullcontext():
        edition.topics.clear()
    assert edition.topics.exists() is is_refused


CHANGES = {
    "title": "Another title",
    "summary": "Another summary",
    "html": {"sections": [1]},
    "number": 2,
    "publish_at": timezone.now() + 900 * timedelta(days=1),
    "checks": {},
}


@pytest.mark.django_db
@pytest.mark.parametrize("column", CHANGES)
def test_refuses_to_change_a_public_edition(column):
    make_edition(publish_at=timezone.now() - HOUR)
    with pytest.raises(IntegrityError, match="An edition that is public is never changed or deleted"):
        Edition.objects.update(**{column: CHANGES[column]})


@pytest.mark.django_db
def test_refuses_to_delete_a_public_edition():
    make_edition(publish_at=timezone.now() - HOUR)
    with pytest.raises(IntegrityError, match="An edition that is public is never changed or deleted"):
        Edition.objects.all().delete()


@pytest.mark.django_db
def test_an_edition_is_fixed_from_the_second_of_its_publication():
    make_edition(publish_at=timezone.now().replace(microsecond=0))
    with pytest.raises(IntegrityError):
        Edition.objects.update(title="Another title")


@pytest.mark.django_db
def test_refuses_to_change_a_version():
    make_version(make_person())
    with pytest.raises(IntegrityError, match="every save makes a new one"):
        Version.objects.update(document={})


@pytest.mark.django_db
def test_refuses_to_delete_a_version():
    make_version(make_person())
    with pytest.raises(IntegrityError, match="every save makes a new one"):
        Version.objects.all().delete()


@pytest.mark.django_db
def test_a_notice_to_come_can_be_changed_and_deleted():
    notice = make_notice(effective_from=today() + timedelta(days=30))
    notice.body = "Other words."
    notice.save()
    notice.delete()
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_refuses_to_change_a_notice_in_force():
    make_notice(effective_from=today())
    with pytest.raises(IntegrityError, match="write a new version with a later date"):
        Notice.objects.update(body="Other words.")


@pytest.mark.django_db
def test_refuses_to_delete_a_notice_in_force():
    make_notice(effective_from=today())
    with pytest.raises(IntegrityError, match="write a new version with a later date"):
        Notice.objects.all().delete()


def make_move():
    person = make_person()
    return Move.objects.create(article=make_version(person).article, verb="saved", by=person)


@pytest.mark.django_db
def test_refuses_to_change_an_articles_history():
    make_move()
    with pytest.raises(IntegrityError, match="The history of an article only grows"):
        Move.objects.update(note="It was someone else.")


@pytest.mark.django_db
def test_refuses_to_delete_an_articles_history():
    make_move()
    with pytest.raises(IntegrityError, match="The history of an article only grows"):
        Move.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("guard", write_guards.GUARDS, ids=lambda guard: guard.table)
def test_refuses_to_empty_a_guarded_table(guard):
    """PostgreSQL's TRUNCATE passes over row triggers, and has one of its own. SQLite has no TRUNCATE."""
    assert apps.get_model(guard.table.replace("_", ".", 1))
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="never changed or deleted"), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {guard.table} CASCADE")


@pytest.mark.django_db
def test_nothing_is_missing_after_a_migrate():
    assert write_guards.missing() == []


@pytest.mark.django_db
def test_names_what_is_missing():
    write_guards.lift()
    assert len(write_guards.missing()) == 2 * len(write_guards.GUARDS)


@pytest.mark.django_db
def test_a_migrate_brings_lifted_guards_back():
    write_guards.lift()
    call_command("migrate", verbosity=0)
    assert write_guards.missing() == []


@pytest.mark.django_db
def test_a_guard_that_is_out_of_date_is_missing_until_the_next_install(monkeypatch):
    changed = [write_guards.Guard("articles_move", "Other words.")]
    monkeypatch.setattr(write_guards, "GUARDS", changed)
    assert write_guards.missing()
    write_guards.install()
    assert write_guards.missing() == []


@pytest.mark.django_db
def test_a_table_that_does_not_exist_yet_is_passed_over(monkeypatch):
    monkeypatch.setattr(write_guards, "GUARDS", [write_guards.Guard("made_up", "Made up.")])
    write_guards.install()
    assert write_guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_test_of_real_transactions_may_leave_guarded_rows_behind():
    with transaction.atomic():
        make_edition(publish_at=timezone.now() - HOUR)
    assert Edition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_guards_are_back_after_the_database_was_emptied():
    make_edition(publish_at=timezone.now() - HOUR)
    call_command("flush", interactive=False, verbosity=0)
    assert not Edition.objects.exists()
    assert write_guards.missing() == []


@pytest.mark.django_db
def test_guards_are_lifted_while_migrations_run():
    write_guards.lift_for_migrations(plan=["a migration"])
    assert write_guards.missing()


@pytest.mark.django_db
def test_guards_stay_where_no_migration_is_due():
    write_guards.lift_for_migrations(plan=[])
    assert write_guards.missing() == []
