"""Signing in and out, and who is let in."""

import pytest
from django.test import Client

from offramp.audit.models import Entry
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

PASSWORD = "correct horse battery"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/sign-in/", {"login": username, "password": password, **more}).status_code


def verbs(cast: Cast, acting: Acting) -> list[str]:
    with acting(cast.privacy):
        return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_a_user_signs_in_by_username_and_password_and_comes_to_the_desk(cast: Cast, client: Client) -> None:
    response = client.post("/sign-in/", {"login": "navigator", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_the_username_is_taken_in_any_case(cast: Cast, client: Client) -> None:
    assert sign_in(client, " Navigator ") == 302


def test_a_wrong_password_says_so_without_saying_which_was_wrong(cast: Cast, client: Client) -> None:
    wrong = client.post("/sign-in/", {"login": "navigator", "password": "not it"})
    unknown = client.post("/sign-in/", {"login": "nobody-here", "password": "not it"})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    for response in (wrong, unknown):
        assert response.context["form"].non_field_errors() == [
            "That username and password don't go together. Check both and try again."
        ]


def test_sign_ins_failures_and_sign_outs_are_in_the_audit_log(cast: Cast, client: Client, acting: Acting) -> None:
    sign_in(client, "navigator", "not it")
    sign_in(client, "navigator")
    client.post("/sign-out/")

    assert verbs(cast, acting) == ["account.sign_in_failed", "account.signed_in", "account.signed_out"]
    with acting(cast.privacy):
        assert {entry.subject for entry in Entry.objects.all()} == {cast.navigator.pk}


def test_what_was_typed_at_a_failed_sign_in_is_written_nowhere(cast: Cast, client: Client, acting: Acting) -> None:
    sign_in(client, "my secret typed into the wrong field", "x")

    with acting(cast.privacy):
        entry = Entry.objects.get()
    assert (entry.verb, entry.subject, entry.fields) == ("account.sign_in_failed", None, [])


def test_after_five_wrong_tries_the_right_password_waits_too(cast: Cast, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "navigator", "not it")

    response = client.post("/sign-in/", {"login": "navigator", "password": PASSWORD})

    assert response.status_code == 422
    assert "Too many tries" in response.content.decode()


def test_a_closed_account_is_told_so(cast: Cast, client: Client) -> None:
    cast.navigator.is_active = False
    cast.navigator.save()

    response = client.post("/sign-in/", {"login": "navigator", "password": PASSWORD}, follow=True)

    assert "This account is closed" in response.content.decode()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/signup/", "/password/reset/", "/email/", "/accounts/signup/", "/login/code/"])
def test_there_is_no_sign_up_and_no_reset_by_mail(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_asked_for_before_signing_in_opens_after_it(cast: Cast, client: Client) -> None:
    asked = client.get("/who-sees-what/")
    assert (asked.status_code, asked["Location"]) == (302, "/sign-in/?next=/who-sees-what/")

    response = client.post(asked["Location"], {"login": "navigator", "password": PASSWORD})

    assert response["Location"] == "/who-sees-what/"


def test_an_address_elsewhere_is_not_followed_after_signing_in(cast: Cast, client: Client) -> None:
    response = client.post("/sign-in/?next=https://elsewhere.example/", {"login": "navigator", "password": PASSWORD})

    assert response["Location"] == "/"


def test_a_get_does_not_sign_out(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)

    assert "Sign out?" in client.get("/sign-out/").content.decode()
    assert client.get("/").status_code == 200


def test_signing_out_leads_to_the_sign_in_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)

    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/").status_code == 302


def test_single_sign_on_is_offered_only_where_the_service_has_it(cast: Cast, client: Client) -> None:
    assert "Sign in with the service" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/single/service/").status_code == 404
