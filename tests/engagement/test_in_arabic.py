"""Arabic, from right to left, as a draft translation that says so; letters too; English where there is none."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from offramp.access.actions import set_identity
from offramp.config.french import ARABIC, FRENCH
from offramp.engagement import letters
from offramp.engagement.enums import Verdict
from offramp.engagement.jobs.letters import write
from offramp.engagement.models import Inviter
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import PUBLIC_PAGE, jobs, link_of, received, send
from tests.ui.reading import flat

BANNER = "هذه ترجمة أولية"
IN_ENGLISH = "This is a draft translation: no speaker of the language has checked it yet."
PLACE = re.compile(r"%%?\([a-z_]+\)s|%%[a-z]")


def in_arabic() -> Client:
    return Client(headers={"accept-language": "ar"})


def test_the_public_page_reads_from_right_to_left_and_says_it_is_a_draft(cast: Cast) -> None:
    page = flat(in_arabic().get(PUBLIC_PAGE))

    assert '<html lang="ar" dir="rtl"' in page
    assert (BANNER in page, f'<p lang="en" dir="ltr">{IN_ENGLISH}' in page) == (True, True)
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["ادعونا إلى مناسبتكم"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_reviewed_carries_no_banner(cast: Cast, language: str) -> None:
    page = flat(Client(headers={"accept-language": language}).get(PUBLIC_PAGE))

    assert (BANNER in page, IN_ENGLISH in page, 'dir="rtl"' in page.split("<body")[0]) == (False, False, False)


def test_an_invitation_in_arabic_is_refused_taken_shown_and_answered_in_arabic(cast: Cast, acting: Acting) -> None:
    client = in_arabic()

    refused, done = send(client, day=""), send(client, organisation_name="دار السلام")
    page = flat(client.get(done.headers["Location"]))

    assert "اختاروا يومًا، أو اكتبوه هكذا: 2026-11-21." in flat(refused)
    assert ("وصلتنا" in page, "دار السلام" in page, BANNER in page, 'dir="rtl"' in page) == (True, True, True, True)
    with acting(cast.coordinator):
        assert Inviter.objects.get().language == "ar"
    for job in jobs():
        write(**job)
        set_identity(None, None)
    assert ["وصلتنا دعوتكم" in str(message.body) for message in mail.outbox] == [True]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_letter_comes_written_in_arabic(cast: Cast, acting: Acting, verdict: Verdict) -> None:
    row = received(language="ar")
    with acting(cast.coordinator):
        text = letters.letter(verdict, row, Inviter.objects.get())

    assert ("نشكركم على دعوتنا" in text, "thank you" in text, "Halima Warsame" in text) == (True, False, True)


def test_what_has_no_arabic_stays_english() -> None:
    with translation.override("ar"):
        assert gettext("Whom we do not reach") == "Whom we do not reach"


def test_who_holds_a_link_may_turn_the_page(cast: Cast) -> None:
    client, address = Client(), link_of(received())

    offered = flat(client.get(address))
    client.post("/ui/language/", {"language": "ar", "next": address})

    assert [name in offered for name in ("English", "Français", "العربيّة")] == [True, True, True]
    assert 'dir="rtl"' in flat(client.get(address))


def test_sign_in_and_what_is_inside_do_not_speak_a_draft(cast: Cast, signed_in: SignedIn) -> None:
    outside = flat(in_arabic().get("/sign-in/"))
    client = signed_in(cast.coordinator)
    client.post("/ui/language/", {"language": "ar", "next": "/"})

    assert ('<html lang="en"' in outside, "العربيّة" in outside, "Français" in outside) == (True, False, True)
    assert '<html lang="en"' in flat(client.get("/invitations/"))


def test_the_coordinator_may_have_letters_answered_in_arabic(cast: Cast, signed_in: SignedIn) -> None:
    page = flat(signed_in(cast.coordinator).get("/invitations/new/"))

    assert 'value="ar"' in page


@pytest.mark.parametrize("catalogue", [FRENCH, ARABIC], ids=["french", "arabic"])
def test_no_translation_loses_what_is_filled_in(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        found = read_po(file)

    lost = [
        message.id
        for message in found
        if isinstance(message.id, str)
        and sorted(PLACE.findall(message.id)) != sorted(PLACE.findall(str(message.string)))
    ]
    assert lost == []
