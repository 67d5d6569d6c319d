"""Who may change whose account."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User

from tests.articles.factories import make_article
from tests.people import make_administrator, make_person

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


def test_a_new_person_may_log_in_to_the_desk(client, keeper):
    form = client.get("/admin/auth/user/add/").context["adminform"].form
    assert form["is_staff"].value() is True
    password = "made-up-for-a-test-4711"
    role = Group.objects.get(name="Author")
    typed = {"username": "new", "first_name": "N.", "password1": password, "password2": password, "is_staff": "on"}
    client.post("/admin/auth/user/add/", {**typed, "groups": [role.pk]})
    person = User.objects.get(username="new")
    assert (person.is_staff, person.first_name, list(person.groups.all())) == (True, "N.", [role])
    assert person.check_password(password)


@pytest.mark.parametrize("words", ["LDAP", "algorithm", "Authentication and Authorization"])
def test_the_pages_of_people_speak_of_this_site_alone(client, keeper, words):
    person = make_person("made-up-author")
    person.set_password("made-up-for-a-test-4711")
    person.save()
    shown = [
        client.get(address).content.decode() for address in ("/admin/auth/user/add/", change_page(person), "/admin/")
    ]
    assert not [page for page in shown if words in page]


def test_a_password_can_be_changed_from_its_place(client, keeper):
    person = make_person("made-up-author")
    assert "../password/" in client.get(change_page(person)).content.decode()


def test_a_lost_second_factor_is_taken_off_and_never_made_at_the_desk(client):
    client.force_login(make_administrator())
    assert client.get("/admin/mfa/authenticator/").status_code == 200
    assert client.get("/admin/mfa/authenticator/add/").status_code == 403


def test_rights_come_with_roles_alone(client):
    chief = make_administrator()
    client.force_login(chief)
    page = client.get(f"/admin/auth/user/{chief.pk}/change/").content.decode()
    assert 'name="groups"' in page
    assert "user_permissions" not in page


def test_an_administrator_takes_a_lost_second_factor_off_but_not_a_superusers(client, keeper):
    lost, kept = (
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        for person in (make_person("made-up-author"), make_administrator())
    )
    answers = [
        client.post(f"/admin/mfa/authenticator/{each.pk}/delete/", {"post": "yes"}).status_code for each in (lost, kept)
    ]
    assert answers == [302, 403]
    assert list(Authenticator.objects.all()) == [kept]


def test_gives_no_role_with_rights_that_the_giver_lacks(client, keeper):
    """Signing is a clinician's: an administrator who is none has no such right to give."""
    role = Group.objects.get(name="Reviewer")
    answer = client.post(change_page(keeper), ticked(keeper, groups=[role.pk]))
    assert answer.context["errors"]
    assert not keeper.groups.contains(role)


def test_a_role_that_the_giver_can_not_give_stays(client, keeper):
    clinician = make_person("made-up-clinician")
    clinician.groups.add(Group.objects.get(name="Reviewer"))
    author = Group.objects.get(name="Author")
    client.post(change_page(clinician), ticked(clinician, groups=[author.pk]))
    assert set(clinician.groups.values_list("name", flat=True)) == {"Author", "Reviewer"}


@pytest.mark.parametrize("is_in_the_list", [False, True])
def test_says_in_plain_words_why_a_person_stays(client, author, is_in_the_list):
    client.force_login(make_administrator())
    make_article(by=author)
    page = (
        client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": [author.pk]})
        if is_in_the_list
        else client.get(f"/admin/auth/user/{author.pk}/delete/")
    )
    assert "Account in use" in page.content.decode()
    assert "protected" not in page.content.decode()
