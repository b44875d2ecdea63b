"""What PACE owes stands on top: late concerns and promises for the coordinator; a member's brief, debrief, promise."""

from datetime import timedelta

from django.utils.timezone import localdate

from offramp.accounts.models import User
from offramp.engagement.actions.visits import Promised
from offramp.engagement.models import Assignment, Concern, Promise
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.mail_scene import came, mail
from tests.engagement.scene import received
from tests.engagement.visits_scene import HEARD, accepted, colleague_of, heard, rostered, taken_on, told

LATE = localdate() - timedelta(days=3)


def waiting(signed_in: SignedIn, user: User) -> dict[str, tuple[str, str]]:
    desk = signed_in(user).get("/").context["desk"]
    return {line.url: (line.title, line.action) for line in desk.waiting}


def test_late_concerns_and_promises_stand_before_what_waits(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    concern = heard(cast)
    taken_on(cast, concern)
    told(
        cast.coordinator, concern.invitation, promises=[Promised("A card", localdate()), Promised("Kept", localdate())]
    )
    with acting(cast.coordinator):
        Concern.objects.update(due_on=LATE)
        Promise.objects.update(due_on=LATE + timedelta(days=1))
        Promise.objects.filter(text="Kept").update(kept_at=now(), kept_by=cast.coordinator)
    waits = received(title="Summer table")

    shown = waiting(signed_in, cast.coordinator)

    assert list(shown.items()) == [
        (f"/concerns/{concern.pk}/", (HEARD, "Answer")),
        (f"/events/{concern.invitation_id}/told/", ("Promised: A card", "Keep it")),
        (f"/invitations/{waits.pk}/", ("Somali Mothers' Circle: Summer table", "Answer")),
    ]


def test_a_debrief_is_due_after_the_event_for_who_was_rostered_until_one_tells(cast: Cast, signed_in: SignedIn) -> None:
    row, second = accepted(cast, title="Summer table"), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second)
    rostered(cast, accepted(cast, 5, organisation_name="Rotary"))
    accepted(cast, -4, organisation_name="Without me")
    seen = [waiting(signed_in, user) for user in (cast.pace_member, second)]
    told(second, row)

    due = {f"/events/{row.pk}/debrief/": ("Summer table", "Debrief")}
    assert seen == [due, due]
    assert [waiting(signed_in, user) for user in (cast.pace_member, second)] == [{}, {}]
    panels = {panel.title: panel.lines for panel in signed_in(cast.pace_member).get("/").context["desk"].panels}
    assert [line.url for line in panels["Where you were"]] == [f"/events/{row.pk}/told/"]


def test_the_brief_stands_on_the_desk_once_it_went_out(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = accepted(cast, 1, title="Summer table")
    place = rostered(cast, row)
    before = waiting(signed_in, cast.pace_member)
    with acting(cast.coordinator):
        Assignment.objects.filter(pk=place.pk).update(briefed_at=now())

    assert before == {}
    assert waiting(signed_in, cast.pace_member) == {f"/events/{row.pk}/brief/": ("Summer table", "Read the brief")}


def test_a_member_is_reminded_of_their_own_late_promise_alone(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second)
    told(cast.pace_member, row, promises=[Promised("A card", localdate())])
    with acting(cast.coordinator):
        Promise.objects.update(due_on=LATE)

    assert waiting(signed_in, cast.pace_member) == {f"/events/{row.pk}/told/": ("Promised: A card", "Keep it")}
    assert waiting(signed_in, second) == {}


def test_what_nobody_told_of_stands_on_the_coordinators_desk_until_one_tells(cast: Cast, signed_in: SignedIn) -> None:
    row = accepted(cast, -4, title="Summer table")
    accepted(cast, -1, title="Yesterday, still in time")
    before = lines_of(signed_in, cast.coordinator, "Nobody told yet how it was")
    told(cast.coordinator, row)

    assert before == {f"/events/{row.pk}/debrief/": "Somali Mothers' Circle: Summer table"}
    assert lines_of(signed_in, cast.coordinator, "Nobody told yet how it was") == {}


def test_mails_to_look_at_are_one_line_for_the_coordinator_and_none_for_a_member(
    cast: Cast, signed_in: SignedIn
) -> None:
    came(mail("How are you?"))
    came(mail("And your people?"))

    assert waiting(signed_in, cast.coordinator) == {"/mails/": ("2 mails to look at", "Look")}
    assert waiting(signed_in, cast.pace_member) == {}


def lines_of(signed_in: SignedIn, user: User, title: str) -> dict[str, str]:
    panels = signed_in(user).get("/").context["desk"].panels
    return {line.url: line.title for panel in panels if panel.title == title for line in panel.lines}
