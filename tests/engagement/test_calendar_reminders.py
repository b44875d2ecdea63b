"""Members are reminded at the times they chose, once each."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from offramp.access.actions import set_identity
from offramp.engagement.enums import Place
from offramp.engagement.jobs.calendars import remind, remind_of
from offramp.engagement.models import Assignment, Entry, Invitation
from offramp.engagement.rules.calendars import reminder_due
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.calendar_scene import accepted, member_of, moved, placed, waiting

STARTS = datetime.fromisoformat("2027-03-14T20:00:00+00:00")
LONG_AGO = STARTS - timedelta(days=30)


def in_hours(cast: Cast, row: Assignment, hours: float) -> None:
    """Let an event that was told long ago begin in so many hours."""
    with acting_as(cast.coordinator):
        begins = now() + timedelta(hours=hours)
        Invitation.objects.filter(pk=row.invitation_id).update(starts_at=begins)
        Entry.objects.filter(assignment=row).update(starts_at=begins, told_at=now() - timedelta(days=30))


def reminded() -> list[str]:
    """Look who is to be reminded, remind them, and return the subjects of all reminders so far."""
    before = len(waiting("remind_of"))
    remind(timestamp=int(now().timestamp()))
    set_identity(None, None)
    for job in waiting("remind_of")[before:]:
        for _ in range(2):
            remind_of(**job)
            set_identity(None, None)
    return [str(sent.subject) for sent in mail.outbox]


@pytest.mark.parametrize(
    ("hours_before", "done", "due"),
    [
        *((169, None, None), (168, None, 168), (25, 168, None), (24, 168, 24)),
        *((2, 24, None), (1, 24, 1), (1, None, 1), (1, 1, None), (0, None, None)),
    ],
)
def test_the_nearest_reminder_that_did_not_go_out_is_due(hours_before: int, done: int | None, due: int | None) -> None:
    at = STARTS - timedelta(hours=hours_before)

    assert reminder_due([1, 24, 168], starts_at=STARTS, reminded=done, since=LONG_AGO, at=at) == due


def test_what_was_told_after_its_reminder_is_not_made_up_for() -> None:
    told = STARTS - timedelta(hours=20)

    assert reminder_due([24], starts_at=STARTS, reminded=None, since=told, at=told) is None
    assert reminder_due([24, 1], starts_at=STARTS, reminded=None, since=told, at=STARTS - timedelta(hours=1)) == 1


def test_a_member_is_reminded_once_at_each_of_their_times(cast: Cast) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED, member_of(cast, remind=[24, 1]))
    in_hours(cast, row, 23.9)
    first = len([reminded(), reminded()][1])
    in_hours(cast, row, 0.9)

    subjects = reminded()

    assert (first, subjects) == (1, ["Soon: Summer table, Somali Mothers' Circle"] * 2)
    assert "If you can't come after all, say so here:" in mail.outbox[0].body
    assert len(waiting("remind_of")) == 2


@pytest.mark.parametrize("place", [Place.ASKED, Place.DROPPED])
def test_whoever_is_not_coming_is_not_reminded(cast: Cast, place: Place) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED, member_of(cast, remind=[24]))
    in_hours(cast, row, 20)
    remind(timestamp=int(now().timestamp()))
    set_identity(None, None)
    moved(cast, row, place)
    [job] = waiting("remind_of")
    remind_of(**job)
    set_identity(None, None)

    assert (reminded(), mail.outbox) == ([], [])


def test_whoever_wished_none_is_not_reminded(cast: Cast) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED)
    in_hours(cast, row, 20)

    assert (reminded(), waiting("remind_of")) == ([], [])


def test_another_time_is_reminded_of_anew(cast: Cast) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED, member_of(cast, remind=[24]))
    in_hours(cast, row, 20)
    reminded()
    with acting_as(cast.coordinator):
        Invitation.objects.filter(pk=row.invitation_id).update(starts_at=now() + timedelta(days=9))
    moved(cast, row, Place.CONFIRMED)
    in_hours(cast, row, 22)

    assert len(reminded()) == 2
