"""A debrief: told once for an event, added to by others, put right by who may; each statement with who and when."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.access.actions import set_identity
from offramp.audit.models import Entry
from offramp.engagement.actions.visits import Attended, Happened, Introduced, Promised, say_they_met, tell
from offramp.engagement.enums import Place, Verdict
from offramp.engagement.models import Attendance, Concern, Debrief, Introduction, Invitation, Promise
from offramp.engagement.queries import visits as queries
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import decided, post, received
from tests.engagement.visits_scene import HEARD, accepted, colleague_of, rostered, told
from tests.ui.reading import flat, said, token_on

SOON = localdate() + timedelta(days=14)


def page_of(row: Invitation, name: str = "debrief") -> str:
    return f"/events/{row.pk}/{name}/"


def test_a_debrief_keeps_what_was_told_with_who_and_when(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    place = rostered(cast, row)

    told(
        cast.pace_member, row, attended=[Attended(place.pk, True, 90)], concerns=[HEARD, "No lamps in the park"],
        promises=[Promised("Bring the card in Somali", SOON)], introductions=[Introduced("The River Clinic", "advice")],
    )  # fmt: skip

    with acting(cast.coordinator):
        debrief, stay = Debrief.objects.get(), Attendance.objects.get()
        assert (debrief.reach, debrief.mood, debrief.cards, debrief.told_by) == (60, "friendly", 12, cast.pace_member)
        assert (stay.assignment, stay.attended, stay.minutes, stay.stated_by) == (place, True, 90, cast.pace_member)
        assert [(c.text, c.heard_by) for c in Concern.objects.order_by("id")] == [
            (HEARD, cast.pace_member), ("No lamps in the park", cast.pace_member),
        ]  # fmt: skip
        assert [(p.text, p.due_on, p.made_by) for p in Promise.objects.all()] == [
            ("Bring the card in Somali", SOON, cast.pace_member)
        ]
        brought = Introduction.objects.get()
        assert (brought.to, brought.met) == ("The River Clinic", None)
        assert brought.organisation is not None
    with acting(cast.privacy):
        verbs = set(Entry.objects.filter(actor=cast.pace_member.pk).values_list("verb", flat=True))
    assert verbs == {"visit.told", "attendance.stated", "concern.heard", "promise.made", "introduction.made"}


def test_unrecorded_is_not_absent(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    rostered(cast, row)
    told(cast.pace_member, row)

    with acting(cast.coordinator):
        [stay] = queries.stays_at(row.pk)

    assert (stay.last, stay.said) == (None, [])


def test_a_statement_is_corrected_by_another_and_both_stay(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    place = rostered(cast, row)
    told(cast.pace_member, row, attended=[Attended(place.pk, True, 90)])
    told(cast.coordinator, row, attended=[Attended(place.pk, True, 90)])
    told(cast.coordinator, row, attended=[Attended(place.pk, False, 90)])

    with acting(cast.coordinator):
        [stay] = queries.stays_at(row.pk)

    assert [(each.attended, each.minutes, each.stated_by) for each in stay.said] == [
        (True, 90, cast.pace_member), (False, None, cast.coordinator),
    ]  # fmt: skip
    assert stay.last == stay.said[-1]


def test_a_second_member_adds_and_overwrites_nothing(cast: Cast, acting: Acting) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second)
    told(cast.pace_member, row, concerns=[HEARD])

    told(second, row, happened=None, concerns=["No lamps in the park"])
    with pytest.raises(NotPermitted):
        told(second, row, happened=Happened(took_place=False))

    with acting(cast.coordinator):
        debrief = Debrief.objects.get()
        assert (debrief.told_by, debrief.reach, debrief.version) == (cast.pace_member, 60, 1)
        assert set(Concern.objects.values_list("heard_by__username", flat=True)) == {"pace_member", "second_member"}


def test_the_wall_keeps_one_member_from_anothers_words(cast: Cast, acting: Acting) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    told(cast.pace_member, row, concerns=[HEARD], promises=[Promised("A card", SOON)])

    with acting(second):
        changed = [
            Debrief.objects.update(reach=1), Concern.objects.update(text="x"), Promise.objects.update(text="x"),
        ]  # fmt: skip
        forged = Concern(invitation=row, unit=cast.pace, text="x", heard_by=cast.pace_member, heard_at=now())
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)

    assert changed == [0, 0, 0]


def test_the_coordinator_puts_right_what_a_member_told(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    rostered(cast, row)
    told(cast.pace_member, row)
    told(cast.pace_member, row)

    told(cast.coordinator, row, happened=Happened(took_place=True, reach=80, mood="friendly", cards=12))

    with acting(cast.coordinator):
        debrief = Debrief.objects.get()
    assert (debrief.reach, debrief.told_by, debrief.version) == (80, cast.pace_member, 2)
    with acting(cast.privacy):
        assert Entry.objects.get(verb="visit.put_right").fields == ["reach"]


@pytest.mark.parametrize("place", [Place.WISHED, Place.DECLINED, Place.DROPPED, Place.REMOVED, None])
def test_who_held_no_place_tells_nothing_and_sees_no_page(
    cast: Cast, acting: Acting, signed_in: SignedIn, place: Place | None
) -> None:
    row = accepted(cast)
    if place:
        rostered(cast, row, place=place)

    with pytest.raises(NotPermitted, match="no place"):
        told(cast.pace_member, row)
    client = signed_in(cast.pace_member)
    assert [client.get(page_of(row, name)).status_code for name in ("brief", "debrief", "told")] == [404, 404, 404]


def test_what_is_not_accepted_or_not_begun_is_not_told(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    declined, ahead = received(-3, at=now() - timedelta(days=40)), accepted(cast, 5)
    decided(declined, Verdict.DECLINE, cast.coordinator)
    for row, why in ((declined, "was not accepted"), (ahead, "has not begun")):
        with pytest.raises(Refused, match=why):
            told(cast.coordinator, row)
    client = signed_in(cast.coordinator)

    assert client.get(page_of(declined)).status_code == 404
    page = flat(client.get(page_of(ahead)))
    assert ("has not begun" in page, 'name="took_place"' in page) == (True, False)


def test_people_met_where_nothing_took_place_are_refused(cast: Cast) -> None:
    row = accepted(cast)
    for happened in (Happened(False, reach=5), Happened(False, mood="warm"), Happened(False, cards=1)):
        with pytest.raises(Refused, match="did not take place"):
            told(cast.coordinator, row, happened=happened)

    told(cast.coordinator, row, happened=Happened(took_place=False, note="Rain"))


@pytest.mark.parametrize(
    ("promise", "why"),
    [
        (Promised("A card", None), "By when"),
        (Promised("A card", localdate() - timedelta(days=1)), "By when"),
        (Promised(" ", SOON), "What was promised"),
    ],
)
def test_half_a_promise_is_refused_and_nothing_is_kept(cast: Cast, acting: Acting, promise: Promised, why: str) -> None:
    row = accepted(cast)

    with pytest.raises(Refused, match=why) as refused:
        told(cast.coordinator, row, concerns=[HEARD], promises=[promise])

    assert refused.value.field == "promise_0"
    with acting(cast.coordinator):
        assert (Debrief.objects.count(), Concern.objects.count()) == (0, 0)


def test_nobody_is_said_to_have_been_at_anothers_event_or_longer_than_a_day(cast: Cast) -> None:
    row, other = accepted(cast), accepted(cast, -5, organisation_name="Another circle")
    here, elsewhere = rostered(cast, row), rostered(cast, other)

    for attended, why in (
        (Attended(elsewhere.pk, True), "had no place"), (Attended(new_id(), True), "had no place"),
        (Attended(here.pk, True, 0), "Nobody stays"), (Attended(here.pk, True, 1441), "Nobody stays"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            told(cast.pace_member, row, attended=[attended])


def test_nobody_adds_to_what_nobody_told(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nobody told how it was"):
        told(cast.coordinator, accepted(cast), happened=None, concerns=[HEARD])


def test_who_tells_on_an_older_version_is_told(cast: Cast) -> None:
    row = accepted(cast)
    place = rostered(cast, row)
    told(cast.pace_member, row, attended=[Attended(place.pk, True)])

    for version in (0, 1, 3):
        with pytest.raises(Refused, match="A colleague told more") as refused:
            told(cast.coordinator, row, version=version)
        assert refused.value.field == "version"


def test_another_role_tells_nothing(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = accepted(cast)

    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        tell(invitation=row.pk, happened=Happened(took_place=True), version=0, by=by, at=now())
    assert signed_in(cast.officer).get(page_of(row)).status_code == 403


def test_whether_they_met_is_told_later_by_who_introduced_them_or_the_coordinator(cast: Cast, acting: Acting) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    told(cast.pace_member, row, introductions=[Introduced("The River Clinic")])
    with acting(cast.coordinator):
        brought = Introduction.objects.get()

    for introduction in (brought.pk, new_id()):
        with acting(second) as by, pytest.raises(NotPermitted, match="A colleague introduced"):
            say_they_met(introduction=introduction, met=True, by=by, at=now())
    for user, met in ((cast.pace_member, False), (cast.coordinator, True), (cast.coordinator, True)):
        with acting(user) as by:
            say_they_met(introduction=brought.pk, met=met, by=by, at=now())

    with acting(cast.privacy):
        assert Entry.objects.filter(verb="introduction.told").count() == 2
    with acting(cast.coordinator):
        assert Introduction.objects.get().met is True


def test_a_colleague_reads_what_was_promised_and_has_nothing_to_press(cast: Cast, signed_in: SignedIn) -> None:
    row, second = accepted(cast), colleague_of(cast)
    for user in (cast.pace_member, second):
        rostered(cast, row, user)
    told(
        cast.pace_member, row, promises=[Promised("A card", SOON)], introductions=[Introduced("The River Clinic")]
    )  # fmt: skip

    pages = [flat(signed_in(user).get(page_of(row, "told"))) for user in (second, cast.pace_member, cast.coordinator)]

    sought = ("A card", "The River Clinic", "/kept/", "/met/yes/")
    assert [[words in page for words in sought] for page in pages] == [
        [True, True, False, False], [True] * 4, [True] * 4,
    ]  # fmt: skip


def test_a_debrief_takes_one_form_on_the_phone(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = accepted(cast)
    place = rostered(cast, row)
    client = signed_in(cast.pace_member)
    page = flat(client.get(page_of(row)))
    assert "No name of anybody who came is asked" in page

    key = place.pk.hex
    done = post(
        client, page_of(row), version="0", took_place="yes", size="60", mood="warm", cards="3",
        concerns=f"{HEARD}\n\n  No lamps in the park ", promise_0="A card", due_0=f"{SOON}", to_1="The clinic",
        **{f"there_{key}": "yes", f"minutes_{key}": "120"},
    )  # fmt: skip

    assert (done.status_code, done.headers["Location"], said(done)) == (303, page_of(row, "told"), ["Told. Thank you."])
    with acting(cast.coordinator):
        assert (Debrief.objects.get().reach, Attendance.objects.get().minutes) == (60, 120)
        assert set(Concern.objects.values_list("text", flat=True)) == {HEARD, "No lamps in the park"}
    told_page = flat(client.get(page_of(row, "told")))
    shown = ["was there", "No lamps in the park", "A card", "The clinic", "not known whether they met", "/concerns/"]
    assert [words in told_page for words in shown] == [True, True, True, True, True, False]


def test_a_number_says_it_better_than_a_size(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = accepted(cast)
    post(signed_in(cast.coordinator), page_of(row), version="0", took_place="yes", size="60", reach="43")

    with acting(cast.coordinator):
        assert Debrief.objects.get().reach == 43


def test_a_second_teller_is_not_asked_how_it_was(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    place = rostered(cast, row, second)
    told(cast.pace_member, row)
    client = signed_in(second)
    page = flat(client.get(page_of(row)))
    assert ('name="took_place"' in page, "Cst. Minh Nguyễn told how it was" in page) == (False, True)

    done = post(client, page_of(row), version="1", concerns=HEARD, **{f"there_{place.pk.hex}": "no"})

    assert done.status_code == 303
    with acting(cast.coordinator):
        assert (Debrief.objects.get().told_by, Attendance.objects.get().attended) == (cast.pace_member, False)


def test_two_members_telling_at_once_the_second_is_told_and_keeps_the_words(cast: Cast, signed_in: SignedIn) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second)
    client = signed_in(second)
    token = token_on(client.get(page_of(row)))
    told(cast.pace_member, row)

    late = client.post(
        page_of(row), {"form_token": token, "version": "0", "took_place": "yes", "note": "Rain", "concerns": HEARD}
    )

    assert (late.status_code, "Rain" in flat(late), HEARD in flat(late)) == (409, True, True)


def test_the_coordinator_who_is_overtaken_looks_again_and_sends(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    row = accepted(cast)
    place = rostered(cast, row)
    client = signed_in(cast.coordinator)
    token = token_on(client.get(page_of(row)))
    told(cast.pace_member, row, attended=[Attended(place.pk, True, 30)])
    typed = {"took_place": "yes", "reach": "99", "concerns": HEARD}

    late = client.post(page_of(row), {"form_token": token, "version": "0", **typed})
    again = client.post(page_of(row), {"form_token": token_on(late), "version": "2", **typed})

    page = flat(late)
    assert (late.status_code, again.status_code) == (422, 303)
    assert ["A colleague told more meanwhile" in page, 'value="99"' in page, 'name="version" value="2"' in page] == [
        True, True, True,
    ]  # fmt: skip
    with acting(cast.coordinator):
        assert Debrief.objects.get().reach == 99


@pytest.mark.parametrize(
    "typed",
    [
        {"reach": "many"}, {"reach": "-3"}, {"cards": "1e9"}, {"size": "7"}, {"mood": "furious"},
        {"took_place": "maybe"},
        {"promise_0": "A card", "due_0": "2026-06-31"}, {"promise_0": "A card", "due_0": "next Sunday"},
        {"promise_0": "A card", "due_0": "02/03/2027"}, {"due_0": f"{SOON}"}, {"concerns": "x" * 7000},
        {"concerns": "a\x00b"},
    ],
)  # fmt: skip
def test_bad_input_is_told_plainly_and_nothing_is_lost(
    cast: Cast, acting: Acting, signed_in: SignedIn, typed: dict[str, str]
) -> None:
    row = accepted(cast)

    answer = post(
        signed_in(cast.coordinator),
        page_of(row),
        **{"version": "0", "took_place": "yes", "note": "Kept words", **typed},
    )

    assert (answer.status_code, "Kept words" in flat(answer)) == (422, True)
    with acting(cast.coordinator):
        assert Debrief.objects.count() == 0


@pytest.mark.parametrize("name", ["told", "debrief", "brief"])
def test_one_member_and_three_take_the_same_queries(cast: Cast, signed_in: SignedIn, name: str) -> None:
    row, client, counts = accepted(cast), signed_in(cast.coordinator), []
    told(cast.coordinator, row)
    for users in ([cast.pace_member], [colleague_of(cast), cast.lead]):
        for user in users:
            place = rostered(cast, row, user)
            told(
                cast.coordinator, row, attended=[Attended(place.pk, True, 60)], concerns=[HEARD],
                promises=[Promised("A card", SOON)], introductions=[Introduced("The clinic")],
            )  # fmt: skip
            accepted(cast, -30 - len(users))
        client.get(page_of(row, name))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page_of(row, name)).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_nobody_reads_a_debrief_without_a_posting(cast: Cast) -> None:
    told(cast.coordinator, accepted(cast))
    set_identity(None, None)

    assert (Debrief.objects.count(), Attendance.objects.count()) == (0, 0)
