"""A member says yes or no by the link in the mail, or by answering the invitation; a stranger by neither."""

import re
from typing import Any

import pytest
from django.test import Client

from offramp.access.actions import act_as_service, end_grants, set_identity
from offramp.access.enums import Basis, ServiceRole
from offramp.access.queries import secret_of
from offramp.accounts.queries import pace_unit
from offramp.audit.models import Entry as AuditEntry
from offramp.engagement.actions import change_invitation
from offramp.engagement.actions.calendar_answers import take_answer
from offramp.engagement.enums import Place, Verdict, Way
from offramp.engagement.models import Assignment
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.engagement.calendar_scene import accepted, entry_of, mailed, moved, placed, run
from tests.engagement.scene import as_holder, asked, decided, post
from tests.ui.reading import flat, token_on

SENDER = "Pace_Member@Example.org"


def page(row: Assignment) -> str:
    return f"/place/{secret_of(row.link)}/"


def stands(cast: Cast, row: Assignment) -> tuple[str, str]:
    with acting_as(cast.coordinator):
        found = Assignment.objects.get(pk=row.pk)
    return found.place, found.answered_by


def answered(row: Assignment, partstat: str = "ACCEPTED", *, sequence: int | None = 0, **changes: Any) -> None:
    """Let the clerk take what a calendar answered."""
    by = act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
    said = {"uid": f"{row.pk}@127.0.0.1", "sender": SENDER} | changes
    try:
        take_answer(partstat=partstat, sequence=sequence, by=by, at=now(), **said)
    finally:
        set_identity(None, None)


def test_the_link_shows_where_and_when_and_opening_it_answers_nothing(cast: Cast) -> None:
    row = placed(cast, accepted(cast))

    answer = Client().get(page(row))

    text = flat(answer)
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "same-origin")
    assert "no-store" in answer.headers["Cache-Control"]
    assert ["Summer table" in text, "Hall at Wîhkwêntôwin" in text, "Asked, no answer yet" in text] == [True] * 3
    assert stands(cast, row) == (Place.ASKED, "")


def test_a_member_says_yes_and_then_no_by_the_link(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))
    mailed()
    client = Client()

    first = post(client, page(row), comes="yes")
    said_yes = stands(cast, row)
    second = post(client, page(row), comes="no")
    run("follow_place")

    assert (first.status_code, second.status_code) == (303, 303)
    assert (said_yes, stands(cast, row)) == ((Place.CONFIRMED, Way.LINK), (Place.DROPPED, Way.LINK))
    assert [letter["Subject"].split(":")[0] for letter in mailed()][1:] == ["Off your calendar"]
    with acting(cast.privacy):
        verbs = list(AuditEntry.objects.filter(subject=row.pk, actor=row.link).values_list("verb", flat=True))
    assert verbs == ["place.confirmed", "place.dropped"]


@pytest.mark.parametrize("comes", ["", "maybe", "YES"])
def test_neither_yes_nor_no_is_told_and_changes_nothing(cast: Cast, comes: str) -> None:
    row = placed(cast, accepted(cast))

    answer = post(Client(), page(row), comes=comes)

    assert (answer.status_code, stands(cast, row)) == (422, (Place.ASKED, ""))
    assert "Choose one" in flat(answer)


def test_a_place_of_an_event_that_is_off_asks_nothing(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event, Place.CONFIRMED)
    client = Client()
    other_tab = client.get(page(row))
    decided(event, Verdict.DECLINE, cast.coordinator, version=2)
    run("follow_event")

    taken_off = client.get(page(row))
    late = client.post(page(row), {"comes": "yes", "form_token": token_on(other_tab)})

    assert "You are not expected there" in flat(taken_off)
    assert "form_token" not in flat(taken_off)
    assert (late.status_code, stands(cast, row)[0]) == (422, Place.REMOVED)


def test_an_ended_or_unknown_link_opens_nothing(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))
    with acting(cast.coordinator):
        end_grants(founded_on=row.link, basis=Basis.LINK, at=now())

    assert [Client().get(address).status_code for address in (page(row), "/place/AAAAAAAA/")] == [404, 404]


def test_a_link_answers_for_its_own_place_whoever_is_signed_in(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = placed(cast, accepted(cast))

    post(signed_in(cast.coordinator), page(row), comes="yes")

    assert stands(cast, row) == (Place.CONFIRMED, Way.LINK)


@pytest.mark.parametrize(("partstat", "place"), [("ACCEPTED", Place.CONFIRMED), ("declined", Place.DECLINED)])
def test_a_calendars_answer_by_mail_is_taken(cast: Cast, partstat: str, place: Place) -> None:
    row = placed(cast, accepted(cast))
    mailed()

    answered(row, partstat)
    answered(row, partstat)

    assert stands(cast, row) == (place, Way.MAIL)
    assert len(mailed()) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sender": "stranger@example.org"}, "It came from another address than the one that was invited."),
        ({"sender": ""}, "It came from another address than the one that was invited."),
        ({"uid": "another@127.0.0.1"}, "It answers an entry we never sent."),
        ({"uid": ""}, "It answers an entry we never sent."),
    ],
)
def test_an_answer_of_a_stranger_is_refused_and_said_why(cast: Cast, changes: dict[str, Any], why: str) -> None:
    row = placed(cast, accepted(cast))
    mailed()

    with pytest.raises(Refused, match=re.escape(why)):
        answered(row, **changes)

    assert stands(cast, row) == (Place.ASKED, "")


@pytest.mark.parametrize("partstat", ["TENTATIVE", "NEEDS-ACTION", "DELEGATED", ""])
def test_neither_yes_nor_no_by_mail_is_refused(cast: Cast, partstat: str) -> None:
    row = placed(cast, accepted(cast))

    with pytest.raises(Refused, match="neither yes nor no"):
        answered(row, partstat)


@pytest.mark.parametrize("sequence", [0, 2, None])
def test_an_answer_to_what_changed_since_is_refused(cast: Cast, acting: Acting, sequence: int | None) -> None:
    event = accepted(cast)
    row = placed(cast, event)
    mailed()
    with acting(cast.coordinator):
        type(event).objects.filter(pk=event.pk).update(place="Library")
    entry = moved(cast, row, Place.ASKED)
    assert entry
    assert entry.sequence == 1

    with pytest.raises(Refused, match="what has changed since"):
        answered(row, sequence=sequence)

    answered(row, sequence=1)
    assert stands(cast, row) == (Place.CONFIRMED, Way.MAIL)


def test_a_calendar_that_said_no_may_say_yes_to_the_same_after_all(cast: Cast) -> None:
    row = placed(cast, accepted(cast))
    mailed()

    answered(row, "DECLINED")
    answered(row, "ACCEPTED")

    entry = entry_of(cast, row)
    assert entry
    assert (stands(cast, row), entry.method, entry.sequence) == ((Place.CONFIRMED, Way.MAIL), "REQUEST", 2)


def test_a_member_does_not_take_answers_from_the_mailbox(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))

    with acting(cast.pace_member) as by, pytest.raises(NotPermitted):
        take_answer(uid=f"{row.pk}@127.0.0.1", sender=SENDER, partstat="ACCEPTED", sequence=0, by=by, at=now())


def test_whoever_said_yes_is_asked_again_when_the_time_changes(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event, Place.CONFIRMED)
    mailed()
    described = asked(starts_at=event.starts_at, minutes=180)
    as_holder(event, lambda by: change_invitation(invitation=event.pk, asked=described, version=2, by=by, at=now()))
    run("follow_event")
    run("follow_event")

    letter = mailed()[1]
    assert stands(cast, row)[0] == Place.ASKED
    assert letter["Subject"].startswith("Changed: ")
    assert len(mailed()) == 2
