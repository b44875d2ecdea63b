"""The coordinator decides, with a letter; two at once are told; the organisation is written down once."""

from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from offramp.audit.models import Entry
from offramp.engagement.actions import (
    call_off,
    change_invitation,
    decide,
    receive_invitation,
    write_to_organiser,
    write_to_us,
)
from offramp.engagement.enums import Door, Instead, State, Verdict
from offramp.engagement.models import Decision, Invitation, Inviter, Message, Organisation
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import (
    INVITER,
    as_holder,
    asked,
    decided,
    jobs,
    link_of,
    page_of,
    post,
    received,
    seen_by,
    typed,
)
from tests.ui.reading import flat, said, token_on

LETTERS = {
    Verdict.ACCEPT: "We will be glad to come.",
    Verdict.ASK: "Before we can say yes we would like to know one thing:",
    Verdict.OFFER: "We ask for 21 days, so that members who know your language",
    Verdict.DECLINE: "We are sorry that we can&#x27;t come this time.",
    Verdict.PASS_ON: "passed your invitation on to them.",
}
NEEDED: dict[Verdict, dict[str, Any]] = {
    Verdict.OFFER: {"instead": ["divisional", "material"]},
    Verdict.PASS_ON: {"passed_to": "Parks"},
}


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_comes_with_its_letter_and_reaches_who_invited(
    cast: Cast, acting: Acting, client: Client, verdict: Verdict
) -> None:
    row = received()
    offered = flat(client.get(page_of(row, "decide", verdict)))
    assert [words for words in ("Dear Halima Warsame,", LETTERS[verdict], "Summer table") if words not in offered] == []

    done = post(
        client, page_of(row, "decide", verdict), version="1", letter="As agreed on the phone", reason="We are free",
        **NEEDED.get(verdict, {}),
    )  # fmt: skip

    with acting(cast.coordinator):
        decision, message = Decision.objects.get(), Message.objects.get()
        found = Invitation.objects.get(pk=row.pk)
        organisations = Organisation.objects.count()
    assert (done.status_code, done.headers["Location"], said(done)) == (
        303, page_of(row), ["Decided, and written to them."],
    )  # fmt: skip
    assert (decision.verdict, decision.reason, decision.decided_by) == (verdict, "We are free", cast.coordinator)
    assert (decision.instead, decision.passed_to) == (
        NEEDED[verdict]["instead"] if verdict == Verdict.OFFER else [], "Parks" if verdict == Verdict.PASS_ON else "",
    )  # fmt: skip
    assert (message.side, message.text, message.written_by) == ("pace", "As agreed on the phone", cast.coordinator)
    assert (found.version, organisations) == (2, int(verdict == Verdict.ACCEPT))
    assert jobs()[1:] == [{"link": str(row.link), "message": str(message.pk)}]
    theirs = flat(Client().get(link_of(row)))
    assert (found.get_state_display() in theirs, "As agreed on the phone" in theirs) == (True, True)
    assert "We are free" in flat(client.get(page_of(row)))
    with acting(cast.privacy):
        assert Entry.objects.filter(verb=f"invitation.{verdict}", subject=row.pk).count() == 1


@pytest.mark.parametrize(
    ("verdict", "days", "changes", "says"),
    [
        ("accept", 40, {"letter": " "}, "Whoever invited reads nothing yet. Write to them."),
        ("accept", 9, {"reason": ""}, "Say why it is accepted all the same."),
        ("offer", 9, {"instead": []}, "Nothing is offered yet. Choose what you can offer."),
        ("pass_on", 40, {"passed_to": ""}, "Name the unit or agency."),
        ("decline", 40, {"reason": ""}, "A decline needs a reason, for the unit."),
    ],
)
def test_a_decision_that_lacks_something_is_refused_and_keeps_the_letter(
    cast: Cast, acting: Acting, client: Client, verdict: str, days: int, changes: dict[str, Any], says: str
) -> None:
    row = received(days)
    full = {"version": "1", "letter": "My own words", "reason": "Nobody is free"}

    answer = post(client, page_of(row, "decide", verdict), **{**full, **changes})

    assert (answer.status_code, says in flat(answer)) == (422, True)
    assert ("My own words" in flat(answer)) is ("letter" not in changes)
    with acting(cast.coordinator):
        assert (Decision.objects.count(), Message.objects.count(), len(jobs())) == (0, 0, 1)


def test_of_two_coordinators_the_second_is_told_and_keeps_the_letter(cast: Cast, client: Client) -> None:
    row = received()
    address = page_of(row, "decide", "decline")
    page = client.get(address)
    decided(row, Verdict.ACCEPT, cast.coordinator)

    filled = {"version": "1", "letter": "My own words", "reason": "Nobody is free", "form_token": token_on(page)}
    told = client.post(address, filled)

    assert told.status_code == 422
    assert "This invitation was changed or decided meanwhile. Look at it again, then send yours." in flat(told)
    assert ["My own words" in flat(told), 'name="version" value="2"' in flat(told)] == [True, True]
    assert seen_by(cast.coordinator, row.pk).state == State.ACCEPTED
    assert client.post(address, {**filled, "version": "2", "form_token": token_on(told)}).status_code == 303
    assert seen_by(cast.coordinator, row.pk).state == State.DECLINED


def test_what_was_changed_by_who_invites_meanwhile_is_looked_at_again(cast: Cast, acting: Acting) -> None:
    row = received()
    as_holder(
        row,
        lambda by: change_invitation(invitation=row.pk, asked=asked(60), version=1, by=by, at=now()),
    )

    with pytest.raises(Refused, match="changed or decided meanwhile"):
        decided(row, Verdict.ACCEPT, cast.coordinator)


def test_what_is_settled_is_decided_anew_and_what_was_called_off_is_not(cast: Cast, acting: Acting) -> None:
    row = received()
    decided(row, Verdict.DECLINE, cast.coordinator)
    decided(row, Verdict.ACCEPT, cast.coordinator, version=2)
    decided(row, Verdict.ACCEPT, cast.coordinator, version=3)
    as_holder(row, lambda by: call_off(invitation=row.pk, by=by, at=now()))

    with pytest.raises(Refused, match="called this off"):
        decided(row, Verdict.ACCEPT, cast.coordinator, version=5)

    with acting(cast.coordinator):
        assert [one.verdict for one in Decision.objects.all()] == ["decline", "accept", "accept"]
        assert Organisation.objects.count() == 1


def test_an_organisation_is_written_down_once_at_the_first_acceptance(cast: Cast, acting: Acting) -> None:
    first, second, unheard = received(), received(60), received(50, organisation_name="Others", place="Far away")
    decided(unheard, Verdict.DECLINE, cast.coordinator)
    for row in (first, second):
        decided(row, Verdict.ACCEPT, cast.coordinator)

    with acting(cast.coordinator):
        known = Organisation.objects.get()
        assert (known.name, known.neighbourhood, str(known)) == ("Somali Mothers' Circle", cast.oliver, known.name)
        assert set(known.invitations.all()) == {first, second}


def test_an_offer_of_words_that_are_none_is_no_page(client: Client) -> None:
    row = received()

    assert client.get(page_of(row, "decide", "maybe")).status_code == 404
    assert client.get(f"/invitations/{new_id()}/").status_code == 404


def test_the_coordinator_writes_without_deciding(cast: Cast, client: Client) -> None:
    row = received()
    page = client.get(page_of(row))

    empty = client.post(page_of(row, "write"), {"text": "", "form_token": token_on(page)})
    done = client.post(page_of(row, "write"), {"text": "Is there parking?", "form_token": token_on(page)})

    assert (empty.status_code, done.status_code, said(done)) == (422, 303, ["Written. It stands on their page."])
    assert "Is there parking?" in flat(Client().get(link_of(row)))
    assert seen_by(cast.coordinator, row.pk).state == State.RECEIVED


def test_only_the_coordinator_decides_and_writes(cast: Cast, acting: Acting) -> None:
    row = received()
    for user in (cast.officer, cast.pace_member, cast.analyst):
        with pytest.raises(NotPermitted):
            decided(row, Verdict.ACCEPT, user)
        with acting(user) as by, pytest.raises(NotPermitted):
            write_to_organiser(invitation=row.pk, text="Hello", by=by, at=now())
    with pytest.raises(NotPermitted):
        as_holder(
            row,
            lambda by: decide(invitation=row.pk, verdict=Verdict.ACCEPT, letter="Yes", version=1, by=by, at=now()),
        )


def test_nothing_is_written_without_words(cast: Cast, acting: Acting) -> None:
    row = received()
    with acting(cast.coordinator) as by, pytest.raises(Refused, match="Nothing is written yet"):
        write_to_organiser(invitation=row.pk, text=" \n", by=by, at=now())
    with pytest.raises(Refused, match="Nothing is written yet"):
        as_holder(row, lambda by: write_to_us(invitation=row.pk, text=" ", by=by, at=now()))


def test_a_call_is_written_down_by_the_coordinator(cast: Cast, acting: Acting, client: Client) -> None:
    missing = post(client, "/invitations/new/", **typed(email="", phone="", language="fr"))
    done = post(client, "/invitations/new/", **typed(email="", phone="780-555-0142", language="fr"))

    with acting(cast.coordinator):
        row, inviter = Invitation.objects.get(), Inviter.objects.get()
    assert (missing.status_code, "We need a way to answer you." in flat(missing)) == (422, True)
    assert (done.status_code, done.headers["Location"], row.door) == (303, page_of(row), Door.PHONE)
    assert (inviter.language, inviter.phone != "") == ("fr", True)
    assert row.answer_by > localdate()
    page = flat(client.get(page_of(row, "decide", "accept")))
    assert "They gave no e-mail address: the letter stands on their page, so call them too." in page
    with acting(cast.privacy):
        entry = Entry.objects.get(verb="invitation.received")
    assert (entry.actor_kind, entry.actor) == ("user", cast.coordinator.pk)


def test_whoever_may_not_decide_takes_no_calls(cast: Cast, acting: Acting) -> None:
    with acting(cast.pace_member) as by, pytest.raises(NotPermitted):
        receive_invitation(asked=asked(), **INVITER, door=Door.PHONE, by=by, at=now())


def test_a_later_date_is_offered_unless_another_is_chosen(cast: Cast, client: Client) -> None:
    row = received(9)

    page = client.get(page_of(row, "decide", "offer"))

    assert page.context["form"]["instead"].value() == [Instead.LATER_DATE]
    assert "It came 9 days ahead; we ask for 21." in flat(client.get(page_of(row)))
