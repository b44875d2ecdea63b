"""A second proof at sign-in: an authenticator app, recovery codes, passkeys; and what changes them asks again."""

import re
import time
from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.cast import Cast
from tests.conftest import SignedIn

PASSWORD = "correct horse battery"


def code_of(secret: str) -> str:
    """Return the code an app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def confirmed(client: Client, path: str) -> Any:
    """Open a page that asks first whether it is you, say so by password, and follow to it."""
    asked = client.get(path)
    assert asked.status_code == 302, asked.status_code
    return client.post(asked["Location"], {"password": PASSWORD}, follow=True)


@pytest.fixture
def client_with_app(cast: Cast, client: Client) -> tuple[Client, str]:
    """The navigator, who has just added an authenticator app, and its secret."""
    client.post("/sign-in/", {"login": "navigator", "password": PASSWORD})
    page = confirmed(client, "/security/app/add/")
    secret = page.context["form"].secret
    added = client.post("/security/app/add/", {"code": code_of(secret)})
    assert added["Location"] == "/security/codes/"
    return client, secret


def test_changing_how_one_signs_in_asks_first_whether_it_is_you(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)

    for path in ("/security/app/add/", "/security/passkeys/add/"):
        assert client.get(path)["Location"].startswith("/security/confirm/")


def test_a_wrong_password_at_the_question_is_told_and_opens_nothing(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)

    page = client.post("/security/confirm/?next=/security/app/add/", {"password": "not it"})

    assert page.status_code == 422
    assert "That is not your password." in page.content.decode()
    assert client.get("/security/app/add/").status_code == 302


def test_with_an_app_the_password_alone_does_not_sign_in(client_with_app: tuple[Client, str]) -> None:
    _, secret = client_with_app
    other = Client()
    step = other.post("/sign-in/", {"login": "navigator", "password": PASSWORD})
    assert step["Location"] == "/sign-in/second-step/"
    assert other.get("/").status_code == 302

    wrong = other.post("/sign-in/second-step/", {"code": "000000"})

    assert wrong.status_code == 422
    assert "That is not the right code" in wrong.content.decode()
    assert other.post("/sign-in/second-step/", {"code": code_of(secret)})["Location"] == "/"
    assert other.get("/").status_code == 200


def test_a_recovery_code_signs_in_once(client_with_app: tuple[Client, str]) -> None:
    client, _ = client_with_app
    code = re.findall(r"<code>(\d{8})</code>", client.get("/security/codes/").content.decode())[0]

    def sign_in_with(code: str) -> int:
        other = Client()
        other.post("/sign-in/", {"login": "navigator", "password": PASSWORD})
        return other.post("/sign-in/second-step/", {"code": code}).status_code

    assert (sign_in_with(code), sign_in_with(code)) == (302, 422)


def test_recovery_codes_can_be_saved_and_made_anew(client_with_app: tuple[Client, str]) -> None:
    client, _ = client_with_app
    before = client.get("/security/codes/download/").content.decode().split()

    client.post("/security/codes/new/")

    after = client.get("/security/codes/download/").content.decode().split()
    assert (len(before), len(after)) == (10, 10)
    assert not set(before) & set(after)


def test_the_secret_of_an_app_lies_sealed_in_the_database(client_with_app: tuple[Client, str], cast: Cast) -> None:
    _, secret = client_with_app

    kept = Authenticator.objects.get(user=cast.navigator, type="totp").data["secret"]

    assert secret not in kept


def test_the_app_can_be_removed_after_a_question(client_with_app: tuple[Client, str]) -> None:
    client, _ = client_with_app

    assert "Remove the authenticator app?" in client.get("/security/app/remove/").content.decode()
    client.post("/security/app/remove/")

    assert Client().post("/sign-in/", {"login": "navigator", "password": PASSWORD})["Location"] == "/"


def test_an_administrator_takes_away_second_factors_that_were_lost(
    client_with_app: tuple[Client, str], cast: Cast, signed_in: SignedIn
) -> None:
    admin = signed_in(cast.administrator)
    path = f"/accounts/{cast.navigator.pk}/sure/second-factors/"
    token = re.findall(r'name="form_token" value="([^"]*)"', admin.get(path).content.decode())[0]

    admin.post(path, {"form_token": token})

    assert not Authenticator.objects.filter(user=cast.navigator).exists()
    assert Client().post("/sign-in/", {"login": "navigator", "password": PASSWORD})["Location"] == "/"


def test_every_page_of_ones_own_sign_in_opens(client_with_app: tuple[Client, str]) -> None:
    client, _ = client_with_app
    paths = ["/security/", "/security/password/", "/security/codes/", "/security/codes/new/", "/security/passkeys/",
             "/security/passkeys/add/", "/security/app/remove/"]  # fmt: skip

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_passkey_is_asked_of_the_device_with_a_fresh_challenge(client: Client, cast: Cast) -> None:
    first, second = (client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json() for _ in range(2))

    challenges = [options["request_options"]["publicKey"]["challenge"] for options in (first, second)]
    assert challenges[0] != challenges[1]


@pytest.mark.parametrize("credential", ["", "{}", "not json", '{"id": "x", "response": {}}', "[1]"])
def test_a_passkey_that_is_none_leads_back_to_sign_in(client: Client, cast: Cast, credential: str) -> None:
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})

    response = client.post("/sign-in/passkey/", {"credential": credential})

    assert (response.status_code, response["Location"]) == (302, "/sign-in/")
    assert client.get("/").status_code == 302


def test_a_password_is_changed_with_the_old_one(cast: Cast, client: Client) -> None:
    client.post("/sign-in/", {"login": "navigator", "password": PASSWORD})
    new = {"password1": "another four words here", "password2": "another four words here"}

    wrong = client.post("/security/password/", {"oldpassword": "not it", **new})
    right = client.post("/security/password/", {"oldpassword": PASSWORD, **new})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Client().post("/sign-in/", {"login": "navigator", "password": new["password1"]})["Location"] == "/"


def test_whoever_has_no_password_is_told_how_to_get_one(cast: Cast, signed_in: SignedIn) -> None:
    cast.navigator.set_unusable_password()
    cast.navigator.save()

    page = signed_in(cast.navigator).get("/security/password/", follow=True)

    assert "You sign in without a password" in page.content.decode()
