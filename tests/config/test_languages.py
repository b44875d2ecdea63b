"""French for whoever has not signed in; English inside, where there is no French yet."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import SignedIn
from tests.ui.reading import flat


def in_french(client: Client) -> Client:
    assert client.post("/ui/language/", {"language": "fr", "next": "/sign-in/"}).status_code == 302
    return client


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/sign-in/", 200, "Se connecter"),
        ("/sign-in/inactive/", 200, "Ce compte est fermé"),
        ("/sign-in/single/error/", 401, "Vous n’êtes pas connecté"),
        ("/sign-in/single/cancelled/", 200, "Vous n’êtes pas connecté"),
        ("/sign-in/link/x/y/", 200, "Ce lien a déjà servi, ou il est trop vieux"),
        ("/no/such/page/", 404, "Rien ici"),
    ],
)
def test_a_page_that_opens_without_an_account_is_whole_in_french(
    db: None, client: Client, address: str, status: int, heading: str
) -> None:
    page = in_french(client).get(address)

    assert page.status_code == status
    assert (page["Content-Language"], '<html lang="fr"' in flat(page)) == ("fr", True)
    assert re.findall(r"<h1>(.*?)</h1>", flat(page)) == [heading]
    assert "Aller au contenu" in flat(page)


def test_a_wrong_password_is_refused_in_french(cast: Cast, client: Client) -> None:
    refused = in_french(client).post("/sign-in/", {"login": "navigator", "password": "not it"})

    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == [
        "Ce nom d’utilisateur et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez."
    ]


def test_inside_staff_read_english_whatever_they_chose_and_are_offered_nothing_else(
    cast: Cast, signed_in: SignedIn
) -> None:
    desk = in_french(signed_in(cast.navigator)).get("/")

    assert (desk["Content-Language"], '<html lang="en"' in flat(desk)) == ("en", True)
    assert ("Sign out" in flat(desk), "Français" in flat(desk)) == (True, False)


def test_ones_own_sign_in_can_be_read_in_both(cast: Cast, signed_in: SignedIn) -> None:
    page = in_french(signed_in(cast.navigator)).get("/security/")

    assert re.findall(r"<h1>(.*?)</h1>", flat(page)) == ["Votre connexion"]
    assert ("Français" in flat(page), "Se déconnecter" in flat(page)) == (True, True)
