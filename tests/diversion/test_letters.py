"""Letters and forms: in plain English or French, signed by who has the case, with a number to call."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from offramp.diversion.actions import change_item_kind, change_program, end_course, hand_on, turn_item
from offramp.diversion.enums import ItemTurn, MeasureType, Outcome
from offramp.diversion.models import ItemKind, Measure
from offramp.diversion.queries import to_decide_again
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.diversion.scene import brought_to_agreement, considered, said, the_program
from tests.ui.reading import lines

LETTERS = ("parents", "consent", "agreement", "victim", "completion")
ENGLISH = {"the", "you", "your", "we", "and", "with", "what", "who", "is", "are", "they", "this", "that", "can", "not"}
"""Words of which each English sentence has one, and no French one any."""
TYPED = ("A letter to the shop", "The shop has it", "Tessa Rose Auger", "Cst. Nadia Whitebear")


def letter(client: Client, measure: Measure, name: str, language: str = "en") -> str:
    """Return what stands in a letter, as one text."""
    answer = client.get(reverse("diversion:letter", args=[measure.pk, name]), {"in": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    printed = answer.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", printed)).split())


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_letter_is_there_in_both_languages(cast: Cast, signed_in: SignedIn, name: str, language: str) -> None:
    kept = considered(cast)
    brought_to_agreement(cast, kept)

    assert ("Tessa" in letter(signed_in(cast.youth_officer), kept, name, language)) == (name != "victim")


@pytest.mark.parametrize("decision", [MeasureType.REFERRAL, MeasureType.SANCTION])
@pytest.mark.parametrize("name", LETTERS)
def test_a_french_letter_of_the_program_that_comes_with_it_has_no_english_left(
    cast: Cast, signed_in: SignedIn, decision: MeasureType, name: str
) -> None:
    kept = considered(cast, said(decision))
    brought_to_agreement(cast, kept)
    youth = signed_in(cast.youth_officer)

    def english(language: str) -> set[str]:
        text = letter(youth, kept, name, language)
        for typed in TYPED:
            text = text.replace(typed, "")
        return ENGLISH & {word.lower() for word in re.findall(r"[^\W\d_]+", text)}

    assert english("fr") == set()
    assert len(english("en")) > 2


def test_what_a_service_did_not_say_in_french_stands_in_english_and_its_page_says_which(
    cast: Cast, signed_in: SignedIn, acting: Acting
) -> None:
    kept = considered(cast)
    brought_to_agreement(cast, kept)
    youth, program = signed_in(cast.youth_officer), the_program()
    page = reverse("diversion:program", args=[program.pk])
    assert "all of it in French" in " ".join(lines(youth.get(page)))
    with acting(cast.administrator) as by:
        change_program(
            program=program.pk,
            name="Second chance",
            name_fr="Deuxième chance",
            about="Ours",
            consent_words="Think about it overnight.",
            without_violence_only=True,
            follow_up_months=[3],
            is_open=True,
            by=by,
            at=now(),
        )
        kind = ItemKind.objects.get(name="Written apology")
        change_item_kind(
            program=program.pk, kind=kind.pk, name="A letter", words="", has_hours=False, position=1, is_used=True,
            by=by, at=now(),
        )  # fmt: skip

    assert "Deuxième chance Think about it overnight." in letter(youth, kept, "consent", "fr")
    assert "A letter : A letter to the shop" in letter(youth, kept, "agreement", "fr")
    assert "still in English: what it is, what is said when consent is asked, A letter" in " ".join(
        lines(youth.get(page))
    )


@pytest.mark.parametrize("number", ["", "780-555-0150"])
def test_who_has_the_case_signs_and_can_be_called(
    cast: Cast, signed_in: SignedIn, acting: Acting, settings: Settings, number: str
) -> None:
    settings.OFFRAMP = {**settings.OFFRAMP, "YOUTH_PHONE": number}
    kept = considered(cast)
    brought_to_agreement(cast, kept)
    cast.other_youth_officer.phone = "780-555-0199"
    cast.other_youth_officer.save()
    first = letter(signed_in(cast.youth_officer), kept, "parents")
    assert ("Please call us" in first, "Cst. Nadia Whitebear Diversion" in first) == (bool(number), True)

    with acting(cast.youth_officer) as by:
        hand_on(measure=kept.pk, officer=cast.other_youth_officer.pk, by=by, at=now())
    then = letter(signed_in(cast.other_youth_officer), kept, "parents")

    expected = number or "780-555-0199"
    assert f"Please call us: {expected}." in then
    assert f"Cst. Paul Ferrante Diversion, {expected}" in then
    assert not [name for name in (cast.constable.name, cast.youth_officer.name) if name in then]


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_the_letter_at_the_end_promises_a_decision_where_somebody_decides_again(
    cast: Cast, signed_in: SignedIn, acting: Acting, outcome: Outcome | None
) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    with acting(cast.youth_officer) as by:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        if outcome:
            end_course(measure=kept.pk, outcome=outcome, words="So it was", by=by, at=now())
    with acting(cast.constable):
        decides = bool(to_decide_again())

    for language, promise in (("en", "An officer decides again"), ("fr", "Un policier décide de nouveau")):
        assert (promise in letter(signed_in(cast.youth_officer), kept, "completion", language)) == decides


def test_letters_of_a_sanction_tell_a_parent_of_it_and_who_was_harmed_what_they_may_ask(
    cast: Cast, signed_in: SignedIn
) -> None:
    sanction, referral = considered(cast, said(MeasureType.SANCTION)), considered(cast)
    for kept in (sanction, referral):
        brought_to_agreement(cast, kept)
    youth = signed_in(cast.youth_officer)

    for name, words in (
        ("parents", "an extrajudicial sanction. Tessa Rose Auger said yes to it on"),
        ("consent", "I accept responsibility for what happened."),
        ("victim", "If you ask us, we tell you who it is and how it was dealt with."),
    ):
        assert [words in letter(youth, kept, name) for kept in (sanction, referral)] == [True, False]
    assert "We may not tell you who it is" in letter(youth, referral, "victim")
    assert "Tessa" not in letter(youth, sanction, "victim")
