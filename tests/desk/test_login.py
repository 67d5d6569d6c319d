import re
import time
from ipaddress import ip_network

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from desk.login.forms import STEP
from desk.login.sealing import seal, unseal
from tests.machinery.authenticator import code_of
from tests.people import PASSWORD, make_administrator, make_person

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


def log_in(client, name="made-up-person", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password, **more})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def give_second_factor(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_the_desk_leads_to_the_log_in(client):
    answer = client.get("/admin/")
    assert answer.headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_staff_log_in_with_name_and_password(client):
    make_person()
    answer = log_in(client, next="/admin/password_change/")
    assert answer.headers["Location"] == "/admin/password_change/"
    assert client.get("/admin/").status_code == 200


def test_log_in_leads_nowhere_but_to_this_site(client):
    make_person()
    assert log_in(client, next="https://elsewhere.example/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("person", "password"),
    [("made-up-person", "wrong"), ("nobody", PASSWORD), ("made-up-person", ""), ("", "")],
    ids=["wrong password", "unknown name", "no password", "nothing"],
)
def test_refuses_a_wrong_name_or_password(client, person, password):
    make_person()
    log_in(client, person, password)
    assert not is_logged_in(client)


def test_says_the_same_of_a_wrong_name_as_of_a_wrong_password(client):
    make_person()
    answers = [log_in(client, "nobody").content.decode(), log_in(client, password="wrong").content.decode()]
    assert all("That name and password do not belong together." in answer for answer in answers)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}], ids=["not staff", "not active"])
def test_refuses_who_may_not_use_the_desk(client, fields):
    make_person(**fields)
    log_in(client)
    assert not is_logged_in(client)


def test_who_loses_their_rights_is_shown_the_log_in(client):
    person = make_person()
    log_in(client)
    person.is_staff = False
    person.save()
    assert client.get("/admin/", follow=True).redirect_chain == [("/admin/login/?next=/admin/", 302)]


def test_five_wrong_passwords_close_the_account_for_a_while(client):
    make_person()
    for _ in range(5):
        log_in(client, password="wrong")
    assert "Too many attempts failed" in log_in(client).content.decode()
    assert not is_logged_in(client)


def test_many_attempts_from_one_network_are_answered_in_plain_words(client):
    for number in range(30):
        log_in(client, f"nobody-{number}")
    answer = log_in(client)
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()


def test_limits_are_kept_for_each_address_behind_a_proxy(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    make_person()
    for number in range(30):
        client.post(
            LOGIN, {"username": f"nobody-{number}", "password": "wrong"}, headers={"x-forwarded-for": "192.0.2.1"}
        )
    client.post(
        LOGIN, {"username": "made-up-person", "password": PASSWORD}, headers={"x-forwarded-for": "198.51.100.1"}
    )
    assert is_logged_in(client)


@pytest.mark.parametrize("path", ["/admin/signup/", "/admin/email/", "/admin/password/reset/", "/accounts/signup/"])
def test_nobody_signs_up(client, path):
    answer = client.get(path, follow=True)
    assert answer.status_code == 404 or answer.redirect_chain[-1][0].startswith(LOGIN)


def test_the_desk_marks_the_browser_with_a_cookie_that_names_nobody_until_log_out(client, db):
    make_person()
    log_in(client)
    client.get("/admin/")
    assert client.cookies["desk"].value == "1"
    assert not client.cookies["desk"]["httponly"]
    client.post("/admin/logout/")
    assert client.cookies["desk"].value == ""


def test_nobody_else_gets_the_desks_cookie(client, db):
    for address in ("/admin/", "/admin/login/", "/"):
        assert "desk" not in client.get(address, follow=True).cookies


def test_logs_out(client):
    make_person()
    log_in(client)
    answer = client.post("/admin/logout/")
    assert answer.headers["Location"] == "/"
    assert not is_logged_in(client)


def test_changes_the_password(client):
    person = make_person()
    log_in(client)
    new = "another-made-up-word-0815"
    client.post("/admin/password_change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    person.refresh_from_db()
    assert person.check_password(new)


def test_refuses_a_weak_new_password(client):
    make_person()
    log_in(client)
    page = client.post("/admin/password_change/", {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"})
    assert "This password is too short" in page.content.decode()


def test_a_lost_password_is_set_anew_on_the_server(client, monkeypatch):
    make_administrator("admin")
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "a-new-made-up-word-99")
    call_command("changepassword", "admin", verbosity=0)
    log_in(client, "admin", "a-new-made-up-word-99")
    assert is_logged_in(client)


def test_sets_up_an_authenticator_app_and_shows_recovery_codes(client):
    person = make_person()
    log_in(client)
    page = client.get("/admin/second-factor/totp/activate/", follow=True)
    assert page.redirect_chain[0][0].startswith("/admin/confirm/")
    page = client.post(page.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    secret = re.search(r'<code class="key">(\w+)</code>', page.content.decode())[1]
    assert '<svg class="qr-code"' in page.content.decode()
    page = client.post("/admin/second-factor/totp/activate/", {"code": code_of(secret)}, follow=True)
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    assert len(re.findall(r"<code>\d{8}</code>", page.content.decode())) == 10


SECOND_FACTOR = "/admin/second-factor/authenticate/"


def set_up_an_app(client):
    """Return the code that set the app up, and the page of recovery codes."""
    log_in(client)
    page = client.get("/admin/second-factor/totp/activate/", follow=True)
    page = client.post(page.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    code = code_of(re.search(r'<code class="key">(\w+)</code>', page.content.decode())[1])
    return code, client.post("/admin/second-factor/totp/activate/", {"code": code}, follow=True)


def test_the_code_that_set_an_app_up_does_not_log_in(client):
    make_person()
    code, _page = set_up_an_app(client)
    client.post("/admin/logout/")
    log_in(client)
    client.post(SECOND_FACTOR, {"code": code})
    assert not is_logged_in(client)


def test_a_code_works_once_as_long_as_it_fits(client, monkeypatch):
    step_begins = time.time() // STEP * STEP
    secret = give_second_factor(make_person())
    code = code_of(secret, at=step_begins)
    monkeypatch.setattr(time, "time", lambda: step_begins)
    log_in(client)
    client.post(SECOND_FACTOR, {"code": code})
    assert is_logged_in(client)
    client.post("/admin/logout/")
    monkeypatch.setattr(time, "time", lambda: step_begins + STEP + 1)
    log_in(client)
    client.post(SECOND_FACTOR, {"code": code})
    assert not is_logged_in(client)


def test_no_browser_keeps_recovery_codes(client):
    make_person()
    _code, page = set_up_an_app(client)
    assert "<code>" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("password", "has_second_factor", "is_taken"),
    [
        ("calm-lake-77", False, False),
        ("calm-lake-77", True, True),
        ("calm-lake-77-boats", False, True),
        ("lake-77", True, False),
        ("made-up-person1234", True, False),
    ],
)
def test_without_a_second_factor_a_password_is_longer(password, has_second_factor, is_taken):
    person = make_person()
    if has_second_factor:
        give_second_factor(person)
    try:
        validate_password(password, person)
    except ValidationError:
        assert not is_taken
    else:
        assert is_taken


def test_the_second_of_two_log_in_tabs_leads_to_the_desk():
    """The first tab's log-in renewed the token that the second one holds."""
    client = Client(enforce_csrf_checks=True)
    make_person()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(LOGIN).content.decode())[1]
    log_in(client, csrfmiddlewaretoken=token)
    assert is_logged_in(client)
    answer = log_in(client, csrfmiddlewaretoken=token)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/")


def test_asks_for_the_second_factor(client):
    secret = give_second_factor(make_person())
    assert log_in(client).headers["Location"] == "/admin/second-factor/authenticate/"
    assert not is_logged_in(client)
    client.post("/admin/second-factor/authenticate/", {"code": code_of(secret)})
    assert is_logged_in(client)


def test_the_database_holds_no_readable_secret():
    person = make_person()
    secret = give_second_factor(person)
    codes = RecoveryCodes.activate(person)
    seed = codes.instance.data["seed"]
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert unseal(seed) != seed
    assert seal(secret) != seal(secret)


def test_a_secret_from_before_they_were_sealed_still_works(client):
    secret = give_second_factor(make_person())
    Authenticator.objects.update(data={"secret": secret})
    log_in(client)
    client.post("/admin/second-factor/authenticate/", {"code": code_of(secret)})
    assert is_logged_in(client)


def test_with_another_key_no_code_fits_and_the_page_still_answers(client, settings):
    secret = give_second_factor(make_person())
    settings.SECRET_KEY = "another made-up key, as long as a key of the site has to be"
    log_in(client)
    page = client.post("/admin/second-factor/authenticate/", {"code": code_of(secret)})
    assert "Incorrect code" in page.text
    assert not is_logged_in(client)


def test_refuses_a_wrong_code(client):
    give_second_factor(make_person())
    log_in(client)
    page = client.post("/admin/second-factor/authenticate/", {"code": "no code"})
    assert "Incorrect code" in page.content.decode()
    assert not is_logged_in(client)


def test_a_recovery_code_works_once(client):
    person = make_person()
    give_second_factor(person)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    log_in(client)
    client.post("/admin/second-factor/authenticate/", {"code": code})
    assert is_logged_in(client)
    client.post("/admin/logout/")
    log_in(client)
    client.post("/admin/second-factor/authenticate/", {"code": code})
    assert not is_logged_in(client)


def test_a_second_factor_is_optional_by_default(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    make_person()
    log_in(client)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/auth/user/"])
def test_where_it_is_required_it_is_set_up_before_anything_else(client, settings, path):
    settings.STAFF_SECOND_FACTOR = True
    make_administrator()
    log_in(client, "made-up-administrator")
    assert client.get(path).headers["Location"] == "/admin/second-factor/"
    assert client.get("/admin/second-factor/").status_code == 200


def test_where_it_is_required_who_has_one_goes_on(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    person = make_person()
    secret = give_second_factor(person)
    log_in(client)
    client.post("/admin/second-factor/authenticate/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_where_it_is_required_the_last_one_stays(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    person = make_person()
    give_second_factor(person)
    client.force_login(person)
    client.post("/admin/confirm/", {"password": PASSWORD})
    client.post("/admin/second-factor/totp/deactivate/")
    assert Authenticator.objects.filter(user=person).exists()


PAGES = ["/admin/login/", "/admin/second-factor/", "/admin/second-factor/totp/activate/", "/admin/password_change/"]


@pytest.mark.parametrize("path", PAGES)
def test_carries_neither_inline_script_nor_inline_style(client, path):
    if path != "/admin/login/":
        make_person()
        log_in(client)
        client.post("/admin/confirm/", {"password": PASSWORD})
    page = client.get(path).content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", page)
    assert not re.search(r"\son\w+=", page)


def test_fields_have_labels_and_errors_are_tied_to_them(client):
    page = client.post(LOGIN, {"username": "", "password": ""}).content.decode()
    assert '<label for="id_username">' in page
    assert re.search(r'<input[^>]*aria-describedby="id_username_error"', page)
    assert "<title>Error: Log in" in page
