"""The narrow table that lists read follows the editions by itself, on both databases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition, Listing
from articles.reading import listing_triggers

from ..public_pages import make_public_edition, withdraw

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


def test_an_edition_is_listed_until_the_next_one_is_public():
    first = make_public_edition(title="Élan")
    assert first.listing.superseded_at is None
    second = make_public_edition(article=first.article, publish_at=TOMORROW)
    assert Listing.objects.get(pk=first.pk).superseded_at == TOMORROW
    assert [edition.pk for edition in Edition.objects.visible()] == [first.pk]
    assert [edition.pk for edition in Edition.objects.visible(at=TOMORROW)] == [second.pk]
    assert first.listing.beginning == "É"


def test_an_edition_that_waits_while_a_later_one_is_public_never_shows():
    waiting = make_public_edition(publish_at=TOMORROW)
    make_public_edition(article=waiting.article)
    assert not Edition.objects.live(at=TOMORROW + timedelta(days=1)).filter(pk=waiting.pk).exists()


def test_a_withdrawal_is_listed():
    edition = make_public_edition()
    withdraw(edition)
    assert (Listing.objects.live().count(), Listing.objects.visible().count()) == (1, 0)


def test_a_cancelled_edition_gives_its_place_back():
    first = make_public_edition()
    second = make_public_edition(article=first.article, publish_at=TOMORROW)
    Edition.objects.filter(pk=second.pk).delete()
    assert list(Listing.objects.values_list("pk", "superseded_at")) == [(first.pk, None)]


def test_what_changed_while_the_triggers_were_lifted_is_listed_after_they_are_put_back():
    listing_triggers.lift_for_migrations(plan=["a migration"])
    assert sorted(listing_triggers.missing()) == sorted(listing_triggers.EVENTS)
    edition = make_public_edition()
    assert Listing.objects.count() == 0
    listing_triggers.install()
    assert listing_triggers.missing() == []
    assert Listing.objects.get().pk == edition.pk


def test_a_trigger_of_an_earlier_release_is_made_anew():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION psyweb_listing_follow() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN NULL; END $$"
            )
        else:
            cursor.execute("DROP TRIGGER psyweb_listing_insert")
            cursor.execute("CREATE TRIGGER psyweb_listing_insert AFTER INSERT ON articles_edition BEGIN SELECT 1; END")
    assert "psyweb_listing_insert" in listing_triggers.missing()
    listing_triggers.install()
    assert listing_triggers.missing() == []


def test_triggers_stay_where_no_migration_is_due():
    listing_triggers.lift_for_migrations(plan=[])
    assert listing_triggers.missing() == []


def test_the_site_is_not_ready_without_them(client):
    listing_triggers.lift_for_migrations(plan=["a migration"])
    answer = client.get("/readyz")
    assert (answer.status_code, "psyweb_listing_insert" in answer.text) == (503, True)
