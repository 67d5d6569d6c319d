"""Who may change whose account."""

import pytest
from django.contrib.auth.models import Group

from .people import make_administrator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """Holds the role that looks after people, and is no superuser."""
    person = make_person("made-up-keeper")
    person.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(person)
    return person


def change_page(person):
    return f"/admin/auth/user/{person.pk}/change/"


def ticked(person, **more):
    return {"username": person.username, "is_active": "on", "is_staff": "on", **more}


def test_gives_others_their_roles(client, keeper):
    author, role = make_person("made-up-author"), Group.objects.get(name="Author")
    client.post(change_page(author), ticked(author, groups=[role.pk]))
    assert author.groups.get() == role


def test_does_not_become_a_superuser(client, keeper):
    client.post(change_page(keeper), ticked(keeper, is_superuser="on"))
    keeper.refresh_from_db()
    assert not keeper.is_superuser


@pytest.mark.parametrize("what", ["change", "password"])
def test_does_not_touch_the_account_of_a_superuser(client, keeper, what):
    superuser = make_administrator()
    assert client.post(f"/admin/auth/user/{superuser.pk}/{what}/", ticked(superuser)).status_code == 403


def test_a_superuser_makes_another(client):
    client.force_login(make_administrator())
    person = make_person()
    client.post(change_page(person), ticked(person, is_superuser="on"))
    person.refresh_from_db()
    assert person.is_superuser


def test_reads_who_exported_what(client, keeper):
    assert client.get("/admin/polls/exportlog/").status_code == 200
