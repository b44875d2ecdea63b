"""What a member's calendar was last told stands in one entry, under one UID, and rises with each change."""

from datetime import timedelta

import pytest

from offramp.access.actions import set_identity
from offramp.access.queries import secret_of
from offramp.engagement.actions.calendars import tell
from offramp.engagement.enums import Method, Place, State
from offramp.engagement.jobs.calendars import follow_place
from offramp.engagement.models import Assignment, Entry, Invitation
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.calendar_scene import accepted, entry_of, moved, placed, waiting


def told(cast: Cast, row: Assignment) -> tuple[str, int]:
    entry = entry_of(cast, row)
    assert entry is not None
    return entry.method, entry.sequence


def test_whoever_is_asked_has_an_entry_that_says_what_where_and_when_and_is_mailed_once(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event)

    entry = entry_of(cast, row)

    assert entry is not None
    assert entry.uid == f"{row.pk}@127.0.0.1"
    assert (entry.summary, entry.location) == ("Summer table, Somali Mothers' Circle", event.place)
    assert (entry.starts_at, entry.minutes) == (event.starts_at, 120)
    assert (entry.method, entry.sequence, entry.mailed_sequence) == (Method.REQUEST, 0, -1)
    assert (entry.user_id, entry.member_id) == (row.user_id, row.member_id)
    assert waiting("mail_entry") == [{"entry": str(entry.pk)}]


@pytest.mark.parametrize("place", [Place.WISHED, Place.DECLINED, Place.DROPPED, Place.REMOVED])
def test_a_place_nobody_was_given_makes_no_entry(cast: Cast, place: Place) -> None:
    row = placed(cast, accepted(cast), place)

    assert (entry_of(cast, row), waiting("mail_entry")) == (None, [])


def test_saying_yes_changes_nothing_in_the_calendar(cast: Cast) -> None:
    row = placed(cast, accepted(cast))

    moved(cast, row, Place.CONFIRMED)

    assert (told(cast, row), len(waiting("mail_entry"))) == ((Method.REQUEST, 0), 1)


@pytest.mark.parametrize("place", [Place.DECLINED, Place.DROPPED, Place.REMOVED])
def test_giving_a_place_up_takes_it_off_and_getting_it_back_asks_anew(cast: Cast, place: Place) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED)

    moved(cast, row, place)
    off = told(cast, row)
    moved(cast, row, Place.ASKED)

    assert (off, told(cast, row)) == ((Method.CANCEL, 1), (Method.REQUEST, 2))
    assert len(waiting("mail_entry")) == 3


def test_another_time_or_place_raises_the_sequence_and_another_name_only_the_stamp(cast: Cast, acting: Acting) -> None:
    event = accepted(cast)
    row = placed(cast, event)
    later = now() + timedelta(hours=1)

    with acting(cast.coordinator):
        Invitation.objects.filter(pk=event.pk).update(title="Winter table")
        renamed = tell(assignment=row, at=later)
        Invitation.objects.filter(pk=event.pk).update(place="Library", minutes=90)
        elsewhere = tell(assignment=row, at=later + timedelta(hours=1))

    assert renamed
    assert elsewhere
    assert (renamed.summary, renamed.sequence, renamed.told_at) == ("Winter table, Somali Mothers' Circle", 0, later)
    assert (elsewhere.location, elsewhere.minutes, elsewhere.sequence) == ("Library", 90, 1)


def test_an_event_that_is_not_on_is_taken_off_and_one_accepted_after_all_comes_back(cast: Cast, acting: Acting) -> None:
    event = accepted(cast)
    row = placed(cast, event, Place.CONFIRMED)

    said = []
    for state in (State.OFFERED, State.ACCEPTED):
        with acting(cast.coordinator):
            Invitation.objects.filter(pk=event.pk).update(state=state)
            tell(assignment=row, at=now())
        said.append(told(cast, row))

    assert said == [(Method.CANCEL, 1), (Method.REQUEST, 2)]


def test_a_member_by_link_reads_no_event_so_a_job_tells_their_calendar(cast: Cast) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED)
    set_identity(None, None, link=secret_of(row.link))
    assert Invitation.objects.count() == 0
    Assignment.objects.filter(pk=row.pk).update(place=Place.DROPPED)
    assert tell(assignment=row, at=now()) is None
    set_identity(None, None)

    [job] = waiting("follow_place")
    follow_place(**job)
    follow_place(**job)
    set_identity(None, None)

    assert told(cast, row) == (Method.CANCEL, 1)


def test_a_member_reads_their_own_entry_and_no_stranger_any(cast: Cast, acting: Acting) -> None:
    placed(cast, accepted(cast))

    with acting(cast.pace_member):
        assert Entry.objects.count() == 1
    with acting(cast.officer):
        assert Entry.objects.count() == 0
