"""The brief: one page, announced the day before by a mail without contents; a contact for the day is theirs alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import set_identity
from offramp.audit.models import Entry
from offramp.engagement.actions.visits import Attended, Introduced, Promised, pass_contact_on
from offramp.engagement.enums import Place
from offramp.engagement.jobs.visits import brief, brief_all
from offramp.engagement.models import Assignment, DayContact, Invitation, Promise
from offramp.engagement.rules.visits import brief_is_due
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import post, received
from tests.engagement.visits_scene import HEARD, accepted, colleague_of, rostered, told
from tests.ui.reading import flat, said

CITY = ZoneInfo("America/Edmonton")


def soon(cast: Cast, **changes: Any) -> Invitation:
    """Return an accepted event that begins in two hours: its brief is due, whatever the clock says."""
    return accepted(cast, 0, starts_at=now() + timedelta(hours=2), **changes)


def run() -> list[str]:
    """Run the hourly job, then every brief it asked for; return the mails in the box."""
    brief_all(timestamp=int(now().timestamp()))
    set_identity(None, None)
    for job in ProcrastinateJob.objects.filter(task_name="engagement.brief").order_by("id"):
        brief(**dict(job.args))
        set_identity(None, None)
    return [str(message.body) for message in mail.outbox]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 6, 4, 8, 59, tzinfo=CITY), False),
        (datetime(2026, 6, 4, 9, 0, tzinfo=CITY), True),
        (datetime(2026, 6, 5, 1, 0, tzinfo=CITY), True),
        (datetime(2026, 6, 5, 14, 0, tzinfo=CITY), False),
        (datetime(2026, 6, 3, 20, 0, tzinfo=CITY), False),
    ],
)
def test_a_brief_is_due_from_nine_on_the_day_before_until_the_event_begins(at: datetime, due: bool) -> None:
    assert brief_is_due(datetime(2026, 6, 5, 14, 0, tzinfo=CITY).astimezone(UTC), at=at) is due


def test_the_mail_goes_once_and_holds_the_title_the_day_and_the_page_alone(cast: Cast, acting: Acting) -> None:
    row = soon(cast, protocol="Take off your shoes", title="Summer\ntable")
    place = rostered(cast, row)

    run()
    run()

    [message] = mail.outbox
    assert (message.to, message.subject.startswith("Your brief: Summer table, ")) == (["pace_member@example.org"], True)
    assert f"/events/{row.pk}/brief/" in str(message.body)
    kept = ("shoes", "Halima", "Somali", "Hall at", "780")
    assert [words for words in kept if words in f"{message.subject} {message.body}"] == []
    with acting(cast.coordinator):
        assert Assignment.objects.get(pk=place.pk).briefed_at is not None


def test_only_who_is_coming_is_briefed_and_only_of_tomorrow(cast: Cast, acting: Acting) -> None:
    rostered(cast, soon(cast), place=Place.DROPPED)
    rostered(cast, accepted(cast, 5, organisation_name="Rotary"))
    second = colleague_of(cast)
    second.email = ""
    second.save()
    rostered(cast, soon(cast, organisation_name="Nepali youth"), second)

    assert run() == []


def test_a_place_given_up_after_the_job_was_asked_for_is_not_briefed(cast: Cast, acting: Acting) -> None:
    place = rostered(cast, soon(cast))
    brief_all(timestamp=int(now().timestamp()))
    set_identity(None, None)
    with acting(cast.coordinator):
        Assignment.objects.filter(pk=place.pk).update(place=Place.DROPPED)

    assert run() == []


def test_the_brief_says_who_met_them_what_was_promised_and_what_is_open(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    before, second = accepted(cast, -30), colleague_of(cast)
    place = rostered(cast, before, second)
    rostered(cast, before)
    told(
        second, before, attended=[Attended(place.pk, True, 60)], concerns=[HEARD],
        promises=[Promised("A card in Somali", localdate())], introductions=[Introduced("The River Clinic")],
    )  # fmt: skip
    with acting(cast.coordinator):
        Promise.objects.update(due_on=localdate() - timedelta(days=2))
    told(cast.coordinator, accepted(cast, -20, organisation_name="Rotary"), concerns=["Of others"])
    ahead = accepted(cast, 1, protocol="An Elder opens")
    rostered(cast, ahead)

    page = flat(signed_in(cast.pace_member).get(f"/events/{ahead.pk}/brief/"))

    shown = (
        "Cst. Ruth Adeyemi", "about 60 met", "A card in Somali", "Overdue", HEARD, "The River Clinic", "An Elder opens",
        "ask whether they met", "Nobody was named for the day",
    )  # fmt: skip
    assert [words for words in shown if words not in page] == []
    assert [words for words in ("Halima", "780-555", "Of others", "Pass it on") if words in page] == []


def test_a_contact_is_passed_on_to_who_goes_and_to_nobody_else(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row, second = accepted(cast, 1), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second, place=Place.DECLINED)
    client = signed_in(cast.coordinator)
    assert 'value="Halima Warsame"' in flat(client.get(f"/events/{row.pk}/brief/"))

    done = post(client, f"/events/{row.pk}/brief/", name="Halima, at the door", phone="780 555 0142")

    assert (done.status_code, said(done)) == (303, ["Passed on to 1 member."])
    counts = {}
    for user in cast.everyone:
        if user != cast.stranger:
            with acting(user):
                counts[user.username] = DayContact.objects.count()
    with acting(second):
        counts["second"] = DayContact.objects.count()
    assert {name for name, count in counts.items() if count} == {"coordinator", "pace_member"}
    page = flat(signed_in(cast.pace_member).get(f"/events/{row.pk}/brief/"))
    assert ["Halima, at the door" in page, "+17805550142" in page] == [True, True]
    assert signed_in(second).get(f"/events/{row.pk}/brief/").status_code == 404


def test_who_joins_late_is_given_the_contact_with_the_brief(cast: Cast, acting: Acting) -> None:
    row, second = soon(cast), colleague_of(cast)
    rostered(cast, row)
    with acting(cast.coordinator) as by:
        pass_contact_on(invitation=row.pk, name="Halima", phone="", by=by, at=now())
    rostered(cast, row, second)

    run()

    with acting(second):
        given = DayContact.objects.get()
    assert (given.name, given.passed_by) == ("Halima", cast.coordinator)


def test_the_contact_is_forgotten_the_day_after(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    over = accepted(cast, 0, starts_at=now() - timedelta(hours=25))
    today = accepted(cast, 0, starts_at=now() - timedelta(hours=23), organisation_name="Rotary")
    for row in (over, today):
        rostered(cast, row)
        with acting(cast.coordinator) as by:
            pass_contact_on(invitation=row.pk, name="Halima", phone="+17805550142", by=by, at=now())

    for _ in range(2):
        run()

    with acting(cast.pace_member):
        gone, kept = DayContact.objects.get(invitation=over), DayContact.objects.get(invitation=today)
    assert (gone.name, gone.phone, gone.forgotten_at is not None) == ("", "", True)
    assert (kept.name, kept.forgotten_at) == ("Halima", None)
    client = signed_in(cast.pace_member)
    shown = ["Nobody was named for the day" in flat(client.get(f"/events/{row.pk}/brief/")) for row in (over, today)]
    assert shown == [True, False]
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="contact.forgotten").count() == 1


def test_a_contact_needs_a_name_an_accepted_event_and_the_coordinator(cast: Cast, acting: Acting) -> None:
    row, waits = accepted(cast, 1), received()
    with acting(cast.coordinator) as by, pytest.raises(Refused, match="Whom do they ask for"):
        pass_contact_on(invitation=row.pk, name=" ", phone="", by=by, at=now())
    with acting(cast.pace_member) as by, pytest.raises(NotPermitted):
        pass_contact_on(invitation=row.pk, name="Halima", phone="", by=by, at=now())
    with acting(cast.coordinator) as by, pytest.raises(Refused, match="was not accepted"):
        pass_contact_on(invitation=waits.pk, name="Halima", phone="", by=by, at=now())
