"""A form is sent once, whoever presses how often; a refusal is shown in it and undoes what was done."""

import threading

import pytest
from django.db import connections
from django.test import Client

from offramp.areas.models import Branch
from offramp.kernel.clock import now
from offramp.ui.models import SentForm
from offramp.ui.queries import result_of_sending
from offramp.ui.tokens import token_for
from tests.cast import Cast, make_cast
from tests.conftest import SignedIn
from tests.ui.reading import said, token_on

pytestmark = pytest.mark.usefixtures("pages")


def test_a_form_leads_to_its_result(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.officer)

    response = client.post("/add/", {"name": "Harbour", "form_token": token_on(client.get("/add/"))})

    made = Branch.objects.get(name="Harbour")
    sent = SentForm.objects.get()
    assert (response.status_code, response.headers["Location"]) == (303, f"/branches/{made.pk}/")
    assert (sent.user_id, sent.action, sent.target) == (cast.officer.pk, "branch.add", "edmonton")
    assert (str(made.pk) in sent.result_url, result_of_sending(sent.token)) == (False, f"/branches/{made.pk}/")
    assert said(response) == ["Added."]


def test_the_same_form_sent_twice_leads_to_the_first_result(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.officer)
    typed = {"name": "Harbour", "form_token": token_on(client.get("/add/"))}
    first = client.post("/add/", typed)

    second = client.post("/add/", {**typed, "name": "Changed after going back"})

    assert second.headers["Location"] == first.headers["Location"]
    assert said(second) == ["Added.", "This was saved already, once."]
    assert list(Branch.objects.filter(position=9).values_list("name", flat=True)) == ["Harbour"]


def test_two_openings_of_a_form_are_two_sendings(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.officer)

    for name in ("Harbour", "Hill"):
        client.post("/add/", {"name": name, "form_token": token_on(client.get("/add/"))})

    assert set(Branch.objects.filter(position=9).values_list("name", flat=True)) == {"Harbour", "Hill"}


def test_a_public_form_is_sent_once_too(cast: Cast, client: Client) -> None:
    typed = {"name": "Harbour", "form_token": token_on(client.get("/ask/"))}

    answers = [client.post("/ask/", typed).headers["Location"] for _ in range(2)]

    assert len(set(answers)) == 1
    assert SentForm.objects.get().user_id is None


@pytest.mark.parametrize(
    ("name", "shown", "beside_the_field"),
    [("Nowhere", "There is no such place. Choose another.", True), ("Closed", "No branch opens today.", False)],
)
def test_a_refusal_is_shown_in_the_form_and_undoes_all(
    cast: Cast, signed_in: SignedIn, name: str, shown: str, beside_the_field: bool
) -> None:
    client = signed_in(cast.officer)
    typed = {"name": name, "note": "kept as typed", "form_token": token_on(client.get("/add/"))}

    response = client.post("/add/", typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert shown in page
    assert ('id="id_name_error"' in page) == beside_the_field
    assert "kept as typed" in page
    assert not Branch.objects.filter(position=9).exists()
    assert not SentForm.objects.exists()

    again = client.post("/add/", {**typed, "name": "Harbour", "form_token": token_on(response)})
    assert again.status_code == 303


def test_a_refusal_because_of_who_asks_goes_on_up(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.officer)

    response = client.post("/add/", {"name": "Forbidden", "form_token": token_on(client.get("/add/"))})

    assert response.status_code == 403
    assert not Branch.objects.filter(position=9).exists()
    assert not SentForm.objects.exists()


@pytest.mark.parametrize("whose", ["none", "altered", "of another user", "of another form", "about something else"])
def test_a_form_with_a_token_that_is_not_its_own_is_asked_again(cast: Cast, signed_in: SignedIn, whose: str) -> None:
    mine = token_for(cast.officer.pk, "branch.add", "edmonton").signed()
    token = {
        "none": "",
        "altered": mine[:-2] + "xx",
        "of another user": token_for(cast.navigator.pk, "branch.add", "edmonton").signed(),
        "of another form": token_for(cast.officer.pk, "branch.close", "edmonton").signed(),
        "about something else": token_for(cast.officer.pk, "branch.add", "calgary").signed(),
    }[whose]
    client = signed_in(cast.officer)

    response = client.post("/add/", {"name": "Harbour", "form_token": token})

    assert response.status_code == 422
    assert "This page was open for too long." in response.content.decode()
    assert 'value="Harbour"' in response.content.decode()
    assert not Branch.objects.filter(position=9).exists()
    again = client.post("/add/", {"name": "Harbour", "form_token": token_on(response)})
    assert again.status_code == 303


def test_presses_at_the_same_moment_have_one_result(own_database: str) -> None:
    cast = make_cast(at=now())
    first = Client()
    first.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"name": "Harbour", "form_token": token_on(first.get("/add/"))}
    start, led_to = threading.Barrier(4), list[str]()

    def press() -> None:
        try:
            client = Client()
            client.cookies = first.cookies
            start.wait(10)
            led_to.append(client.post("/add/", typed).headers["Location"])
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(30)

    made = Branch.objects.get(position=9)
    assert led_to == [f"/branches/{made.pk}/"] * 4
