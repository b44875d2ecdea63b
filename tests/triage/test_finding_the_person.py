"""Whom an intake is about: nobody of that name is on file, so a file is opened, and the way leads back."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from offramp.triage.models import IntakePerson
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.referrals.scene import token_for
from tests.triage.scenes import an_ask
from tests.ui.reading import flat, said, token_on


def test_a_file_opened_on_the_way_leads_back_to_the_intake_to_be_linked(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    navigator = signed_in(cast.navigator)
    intake = an_ask(cast, acting, person_name="Wapun Littlechild")
    find = reverse("triage:find-person", args=[intake.pk])

    nobody = navigator.get(find)
    new_file = way_to_a_new_file(nobody.content.decode())
    form = navigator.get(new_file)
    opened = navigator.post(new_file, {"form_token": token_on(form), "name": "Wapun Littlechild", "kind": "legal"})
    back = opened.headers["Location"]
    page = navigator.get(back)

    assert "Nobody on file has that name" in flat(nobody)
    assert back.startswith(f"{find}?q=")
    assert "Wapun Littlechild" in flat(page)
    link = re.search(rf"/queue/{intake.pk}/person/[^\"/]+/", page.content.decode())
    assert link
    navigator.post(link.group(), {"form_token": token_for(page, link.group())})
    with acting(cast.navigator):
        assert str(IntakePerson.objects.get(intake=intake).person_id) in link.group()


def test_somebody_elses_search_opens_no_file(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    intake = an_ask(cast, acting, person_name="Wapun Littlechild")
    page = signed_in(cast.navigator).get(reverse("triage:find-person", args=[intake.pk]))

    answer = signed_in(cast.colleague).get(way_to_a_new_file(page.content.decode()), follow=True)

    assert "Search first: there may be a file already." in said(answer)


def way_to_a_new_file(page: str) -> str:
    found = re.search(r'href="(/people/new/\?searched=[^"]+)"', page)
    assert found
    return unescape(found.group(1))


def test_a_search_of_ten_thousand_characters_is_cut_and_finds_nobody(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    intake = an_ask(cast, acting)
    client: Client = signed_in(cast.navigator)

    page = client.get(reverse("triage:find-person", args=[intake.pk]), {"q": "z" * 10_000})

    assert "Nobody on file has that name" in flat(page)
