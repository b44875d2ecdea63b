"""Who takes part in a meeting reads it: until they are taken out, it is called off, or the agreement ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.consent.actions import end_agreement
from offramp.diversion import queries
from offramp.diversion.actions import (
    add_participant,
    call_off_meeting,
    end_course,
    hand_on,
    hold_meeting,
    note_said,
    take_out,
)
from offramp.diversion.enums import Outcome, Part
from offramp.diversion.models import Measure, Meeting, MeetingNote, Participant, TakenOut
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.diversion.above import read_all
from tests.diversion.scene import agreement_with, all_agreed, an_item, considered, planned, taken_on
from tests.ui.reading import token_on


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on, to which all agree."""
    kept = considered(cast)
    taken_on(cast, kept)
    all_agreed(cast, kept)
    return kept


def named(meeting: Meeting, user: User, by: Actor) -> Participant:
    """Name somebody with an account as one who takes part."""
    return add_participant(meeting=meeting.pk, name=user.name, part=Part.SUPPORTER, user=user.pk, by=by, at=now())


def reads(user: User, meeting: Meeting) -> bool:
    """Say whether somebody reads a meeting: in SQL and by its page alike."""
    with acting_as(user) as by:
        sitting = queries.sitting_for(Viewer(by), meeting.pk, at=now())
        in_sql = Participant.objects.filter(meeting=meeting).exists()
    assert (sitting is not None) == in_sql
    return in_sql


def test_who_is_taken_out_reads_nothing_of_it_with_the_next_request(cast: Cast, case: Measure, acting: Acting) -> None:
    agreement_with(cast, cast.shelter)
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        partner, other = named(meeting, cast.worker, by), named(meeting, cast.other_youth_officer, by)
        note_said(meeting=meeting.pk, words="She said that she was scared", by=by, at=now())
    assert reads(cast.worker, meeting)
    with acting(cast.youth_officer) as by:
        take_out(participant=partner.pk, by=by, at=now())
        sitting = queries.sitting_for(Viewer(by), meeting.pk, at=now())
        assert sitting is not None
        assert [each.row.name for each in sitting.people if each.is_out] == ["Pia Lund"]
        with pytest.raises(Refused, match="no longer already"):
            take_out(participant=partner.pk, by=by, at=now())

    assert (reads(cast.worker, meeting), reads(cast.other_youth_officer, meeting)) == (False, True)
    with acting(cast.worker):
        assert read_all().rows == {}
    with acting(cast.other_youth_officer) as by, pytest.raises(NotPermitted):
        take_out(participant=other.pk, by=by, at=now())
    with acting(cast.privacy):
        [row] = Entry.objects.filter(verb="measures.participant_taken_out")
        assert (row.actor, row.subject, row.about) == (cast.youth_officer.pk, partner.pk, case.pk)


def test_who_leads_a_meeting_is_not_taken_out_of_it(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        mine = Participant.objects.get(meeting=meeting, user_id=cast.youth_officer.pk)
        with pytest.raises(Refused, match="You lead this meeting"):
            take_out(participant=mine.pk, by=by, at=now())
        assert TakenOut.objects.count() == 0


def test_a_meeting_is_not_held_with_a_young_person_who_was_taken_out(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        take_out(participant=Participant.objects.get(part=Part.YOUNG_PERSON).pk, by=by, at=now())
        with pytest.raises(Refused, match="Not all of those are named"):
            hold_meeting(meeting=meeting.pk, by=by, at=now())


def test_who_leads_takes_somebody_out_by_the_page(cast: Cast, case: Measure, signed_in: SignedIn) -> None:
    agreement_with(cast, cast.shelter)
    with acting_as(cast.youth_officer) as by:
        meeting = planned(case, by)
        partner = named(meeting, cast.worker, by)
    leads, url = signed_in(cast.youth_officer), reverse("diversion:meeting", args=[meeting.pk])
    out = reverse("diversion:out", args=[partner.pk])
    assert out in leads.get(url).content.decode()
    token = token_on(leads.get(out))
    page = leads.post(out, {"form_token": token}, follow=True).content.decode()
    assert ("Takes part no longer" in page, out in page) == (True, False)
    assert signed_in(cast.worker).get(url).status_code == 404


CALLED_OFF: dict[str, Callable[[Meeting, Actor], object]] = {
    "it is called off": lambda meeting, by: call_off_meeting(meeting=meeting.pk, by=by, at=now()),
    "what it was for ended": lambda meeting, by: end_course(
        measure=meeting.measure_id, outcome=Outcome.MOVED_AWAY, words="To Red Deer", by=by, at=now()
    ),
}


@pytest.mark.parametrize("how", CALLED_OFF)
def test_a_meeting_that_is_called_off_is_closed_to_all_but_who_has_the_case(
    cast: Cast, case: Measure, acting: Acting, how: str
) -> None:
    agreement_with(cast, cast.shelter)
    with acting(cast.youth_officer) as by:
        meeting, other = planned(case, by), planned(case, by)
        for each in (meeting, other):
            named(each, cast.worker, by)
        hold_meeting(meeting=other.pk, by=by, at=now())
        CALLED_OFF[how](meeting, by)

    assert [reads(user, meeting) for user in (cast.youth_officer, cast.worker)] == [True, False]
    assert reads(cast.worker, other)  # which was held
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused, match="held or called off already"):
            named(meeting, cast.worker, by)
        if how == "it is called off":
            with pytest.raises(Refused, match="This meeting was called off"):
                an_item(meeting, by)


def test_where_a_meeting_was_called_off_the_page_offers_no_agreement(
    cast: Cast, case: Measure, signed_in: SignedIn
) -> None:
    with acting_as(cast.youth_officer) as by:
        meeting = planned(case, by)
    url, agreeing = (reverse(f"diversion:{name}", args=[meeting.pk]) for name in ("meeting", "item"))
    assert agreeing in signed_in(cast.youth_officer).get(url).content.decode()
    with acting_as(cast.youth_officer) as by:
        call_off_meeting(meeting=meeting.pk, by=by, at=now())
    assert agreeing not in signed_in(cast.youth_officer).get(url).content.decode()


def test_who_handed_a_case_on_reads_what_they_held_and_nothing_of_what_their_successor_writes(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        held, ahead = planned(case, by), planned(case, by)
        hold_meeting(meeting=held.pk, by=by, at=now())
        hand_on(measure=case.pk, officer=cast.other_youth_officer.pk, by=by, at=now())
    with acting(cast.other_youth_officer) as by:
        note_said(meeting=ahead.pk, words="She is not any more", by=by, at=now())

    assert (reads(cast.youth_officer, held), reads(cast.youth_officer, ahead)) == (True, False)
    with acting(cast.youth_officer):
        assert MeetingNote.objects.count() == 0
    with acting(cast.other_youth_officer) as by:
        hand_on(measure=case.pk, officer=cast.youth_officer.pk, by=by, at=now())
    assert (reads(cast.youth_officer, ahead), reads(cast.other_youth_officer, ahead)) == (True, False)


def today(days: int = 0) -> date:
    return localtime(now()).date() + timedelta(days=days)


def test_a_worker_is_named_only_while_an_agreement_of_their_agency_with_the_unit_runs(
    cast: Cast, case: Measure, acting: Acting, signed_in: SignedIn
) -> None:
    agreement_with(cast, cast.clinic, ends_on=today(-1))
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        for user in (cast.worker, cast.other_worker):  # HELP has an agreement with both
            with pytest.raises(Refused, match="no agreement in force") as refusal:
                named(meeting, user, by)
            assert refusal.value.field == "user"
    agreement_with(cast, cast.shelter)
    page = signed_in(cast.youth_officer).get(reverse("diversion:participant", args=[meeting.pk])).content.decode()
    assert [user.name in page for user in (cast.worker, cast.other_worker, cast.other_youth_officer)] == [
        True,
        False,
        True,
    ]
    with acting(cast.youth_officer) as by:
        named(meeting, cast.worker, by)
    assert reads(cast.worker, meeting)


@pytest.mark.parametrize("days", [0, -1])
def test_a_worker_reads_a_meeting_until_the_agreement_ends(
    cast: Cast, case: Measure, acting: Acting, days: int
) -> None:
    agreement = agreement_with(cast, cast.shelter)
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        named(meeting, cast.worker, by)
        named(meeting, cast.other_youth_officer, by)
    with acting(cast.privacy) as by:
        end_agreement(agreement=agreement.pk, last_day=today(days), by=by, at=now())

    assert reads(cast.worker, meeting) == (days == 0)
    assert reads(cast.other_youth_officer, meeting)
    with acting(cast.worker) as by:
        assert len(queries.sittings_of(Viewer(by), at=now()).rows) == (days == 0)


def test_whatever_the_grants_say_a_page_asks_whether_the_agreement_runs(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    agreement = agreement_with(cast, cast.shelter)
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        named(meeting, cast.worker, by)
    agreement.ends_on = today(-1)
    agreement.save()
    with acting(cast.worker) as by:
        viewer = Viewer(by)
        assert queries.sitting_for(viewer, meeting.pk, at=now()) is None
        assert queries.sittings_of(viewer, at=now()).rows == []
        assert queries.sittings_ahead(viewer, now(), now() + timedelta(days=9), at=now()) == []
