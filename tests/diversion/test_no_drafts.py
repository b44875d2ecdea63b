"""A measure closes by its clock: nothing that is typed about one is kept anywhere before it is saved."""

from uuid import UUID

import pytest
from django.urls import reverse

from offramp.diversion.web import forms
from offramp.ui.models import Draft
from offramp.ui.web.forms import Form
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.diversion.scene import considered, taken_on
from tests.ui.reading import flat, token_on

WORDS = "Tessa said that her brother made her do it."
OF_NO_MEASURE = {"measures.identity_agreement"}
"""The terms of an agreement about tables: no young person's."""


def test_no_form_of_a_measure_keeps_a_draft() -> None:
    found = {value for value in vars(forms).values() if isinstance(value, type) and issubclass(value, Form)}

    assert {form.action for form in found if form.keeps_draft} == OF_NO_MEASURE
    assert len(found) > 20


@pytest.mark.parametrize("page", ["consider", "contact", "offer"])
def test_what_is_typed_about_a_young_person_is_kept_by_no_autosave_and_no_ended_session(
    cast: Cast, acting: Acting, signed_in: SignedIn, page: str
) -> None:
    user = cast.constable if page == "consider" else cast.youth_officer
    address = {
        "consider": lambda: reverse("diversion:consider"),
        "contact": lambda: reverse("diversion:deed", args=[taken(cast), "contact"]),
        "offer": lambda: reverse("desk:offer-help"),
    }[page]()
    client = signed_in(user)
    opened = client.get(address)
    token = token_on(opened)
    typed = {"grounds": WORDS, "words": WORDS, "form_token": token}
    assert "data-draft-url" not in opened.content.decode()

    refused = client.post(address, typed)
    saved = client.post("/ui/drafts/", typed, headers={"X-Autosave": "1"})
    client.logout()
    signed_out = client.post(address, typed)
    late = client.post("/ui/drafts/", typed, headers={"X-Autosave": "1"})

    assert (refused.status_code, WORDS in flat(refused)) == (422, True)
    assert (saved.status_code, signed_out.status_code) == (413, 302)
    assert late.status_code in (302, 401, 409)
    with acting(user):
        assert Draft.objects.count() == 0
    assert WORDS not in signed_in(user).get(address).content.decode()


def taken(cast: Cast) -> UUID:
    measure = considered(cast)
    taken_on(cast, measure)
    return measure.pk
