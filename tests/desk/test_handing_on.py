"""Before somebody leaves, their lead or supervisor hands their people to a colleague: seats, and what was promised."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.access.queries import readable
from offramp.accounts.models import Posting, User
from offramp.audit.models import Entry
from offramp.casework.actions import cover, end_cover, hand_on, promise_step, seat, set_goal
from offramp.casework.enums import Area
from offramp.casework.models import Seat, Step
from offramp.casework.queries import care_team_of, promises_of
from offramp.desk.actions import date_office
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.casework.files import CANARY, in_care, with_case
from tests.casework.young import a_young_unit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.test_accounts import post

DAY = timedelta(days=1)


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    """Somebody in care, to whom the navigator and the officer each promised something."""
    person, _case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        goal = set_goal(person=person, words=CANARY, area=Area.HOUSING, by=by, at=now()).pk
        health = set_goal(person=person, words=CANARY, area=Area.MENTAL_HEALTH, by=by, at=now()).pk
        for on, user in ((goal, cast.navigator), (health, cast.navigator), (goal, cast.officer)):
            promise_step(goal=on, words=CANARY, due_at=now() + DAY, promised_by=user.pk, by=by, at=now())
    return person


def covers(cast: Cast, acting: Acting) -> None:
    """Let the lead step in for the navigator: until then she knows none of their people."""
    with acting(cast.lead) as by:
        cover(navigator=cast.navigator.pk, reason="Leaves", until=localdate(), by=by, at=now())


def leaves(cast: Cast, acting: Acting, user: User, days: int = 5) -> None:
    with acting(cast.administrator) as by:
        posting = Posting.objects.get(user=user).pk
        date_office(posting=posting, last_on=localdate() + days * DAY, by=by, at=now())


@pytest.mark.parametrize(
    ("boss", "leaver", "colleague"), [("lead", "navigator", "other_navigator"), ("supervisor", "officer", "colleague")]
)
def test_their_lead_or_supervisor_hands_on_and_the_colleague_has_the_seat_and_the_promises(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, boss: str, leaver: str, colleague: str
) -> None:
    by_whom, gone, heir = (getattr(cast, name) for name in (boss, leaver, colleague))
    leaves(cast, acting, gone)
    client = signed_in(by_whom)
    [line] = [line for line in client.get("/").context["desk"].waiting if "leaves on" in line.title]
    if by_whom == cast.lead:
        first = client.get(line.url).content.decode()
        assert ("Josephine M." in first, "cover for them first" in " ".join(first.split())) == (False, True)
        covers(cast, acting)
    page = client.get(line.url)

    answer = post(client, line.url, to=str(heir.pk), people=[str(person)])

    assert gone.name in line.title
    assert ("Josephine M." in page.content.decode(), CANARY in page.content.decode()) == (True, False)
    assert answer.status_code == 303
    if by_whom == cast.lead:
        with acting(by_whom) as by:
            end_cover(navigator=gone.pk, by=by, at=now())
    with acting(heir) as by:
        assert {held.user for held in care_team_of(Viewer(by), person)} == {
            cast.navigator, cast.officer, heir,
        } - {gone}  # fmt: skip
        promised = {promise.person for promise in promises_of(Viewer(by))}
    assert promised == {person}
    with acting(gone) as by:
        assert promises_of(Viewer(by)) == []
        assert Category.PLAN not in readable(by, subject=person, unit=cast.help.pk, at=now())
    with acting(by_whom) as by:
        assert Category.PLAN not in readable(by, subject=person, unit=cast.help.pk, at=now())
    assert not [line for line in client.get("/").context["desk"].waiting if "leaves on" in line.title]


def test_whoever_led_the_care_team_is_followed_by_a_leader(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.lead) as by:
        taken = hand_on(person=person, leaver=cast.navigator.pk, to=cast.other_navigator.pk, by=by, at=now())

    with acting(cast.other_navigator):
        assert [held.pk for held in Seat.objects.filter(person=person, ends_at=None, is_lead=True)] == [taken.pk]
        assert set(Step.objects.filter(promised_by=cast.other_navigator).values_list("category", flat=True)) == {
            Category.PLAN, Category.HEALTH,
        }  # fmt: skip
    with acting(cast.privacy):
        assert Entry.objects.get(verb="casework.handed_on").actor == cast.lead.pk


def test_a_lead_who_takes_over_herself_stays(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.lead) as by:
        hand_on(person=person, leaver=cast.navigator.pk, to=cast.lead.pk, by=by, at=now())
        assert {held.user for held in care_team_of(Viewer(by), person)} == {cast.lead, cast.officer}


def test_who_left_is_handed_on_for_no_more_and_nobody_to_themselves(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.lead) as by:
        hand_on(person=person, leaver=cast.navigator.pk, to=cast.core_navigator.pk, by=by, at=now())
        for leaver, said in (
            (cast.navigator, "They have left this care team"),
            (cast.core_navigator, "They have these"),
        ):
            with pytest.raises(Refused, match=said):
                hand_on(person=person, leaver=leaver.pk, to=cast.core_navigator.pk, by=by, at=now())


def test_who_sits_there_already_takes_over_what_was_promised(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.navigator) as by:
        held = seat(person=person, user=cast.core_navigator.pk, reason="Knows her", by=by, at=now())

    with acting(cast.lead) as by:
        taken = hand_on(person=person, leaver=cast.navigator.pk, to=cast.core_navigator.pk, by=by, at=now())

    with acting(cast.core_navigator) as by:
        assert (taken.pk, Seat.objects.get(pk=held.pk).is_lead, len(promises_of(Viewer(by)))) == (held.pk, True, 2)


def test_no_police_rank_gets_at_a_navigators_people_by_it(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    leaves(cast, acting, cast.navigator)
    leaves(cast, acting, cast.officer)

    def lines(user: User) -> list[str]:
        return [line.title for line in signed_in(user).get("/").context["desk"].waiting if "leaves on" in line.title]

    assert [cast.officer.name in line for line in lines(cast.supervisor)] == [True]
    assert [cast.navigator.name in line for line in lines(cast.lead)] == [True]
    assert signed_in(cast.supervisor).get(f"/leaving/{cast.navigator.pk}/").status_code == 404
    assert signed_in(cast.lead).get(f"/leaving/{cast.officer.pk}/").status_code == 404
    for user in (cast.officer, cast.navigator, cast.administrator, cast.privacy, cast.worker):
        assert signed_in(user).get(f"/leaving/{cast.navigator.pk}/").status_code == 403
    for user, leaver, heir in (
        (cast.supervisor, cast.navigator, cast.other_navigator),
        (cast.supervisor, cast.navigator, cast.colleague),
        (cast.lead, cast.officer, cast.colleague),
        (cast.colleague, cast.officer, cast.colleague),
        (cast.other_navigator, cast.navigator, cast.other_navigator),
    ):
        with acting(user) as by, pytest.raises(NotPermitted):
            hand_on(person=person, leaver=leaver.pk, to=heir.pk, by=by, at=now())


def test_nobody_hands_a_navigators_people_to_an_officer_or_an_officers_to_a_navigator(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    for user, leaver, heir in (
        (cast.lead, cast.navigator, cast.colleague),
        (cast.supervisor, cast.officer, cast.other_navigator),
        (cast.lead, cast.navigator, cast.stranger),
    ):
        with acting(user) as by, pytest.raises(Refused, match="They do other work"):
            hand_on(person=person, leaver=leaver.pk, to=heir.pk, by=by, at=now())


def test_a_lead_hands_on_for_her_own_agency_and_her_own_unit_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    Posting.objects.filter(user=cast.navigator).update(agency=cast.clinic.pk)
    young = a_young_unit(cast)

    for user in (cast.lead, young.supervisor):
        assert signed_in(user).get(f"/leaving/{cast.navigator.pk}/").status_code == 404
        assert signed_in(young.supervisor).get(f"/leaving/{cast.officer.pk}/").status_code == 404
    with acting(cast.lead) as by, pytest.raises(NotPermitted):
        hand_on(person=person, leaver=cast.navigator.pk, to=cast.other_navigator.pk, by=by, at=now())
    with acting(young.supervisor) as by, pytest.raises(NotPermitted):
        hand_on(person=person, leaver=cast.officer.pk, to=young.officer.pk, by=by, at=now())


def test_the_line_stands_from_two_weeks_before_while_something_is_left_and_not_for_who_stays(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    in_care(cast, acting, "Ruth A.")

    def lines() -> list[str]:
        return [line.detail for line in signed_in(cast.lead).get("/").context["desk"].waiting if "leaves" in line.title]

    leaves(cast, acting, cast.navigator, days=30)
    far_ahead = lines()
    leaves(cast, acting, cast.navigator, days=10)
    leaves(cast, acting, cast.other_navigator, days=10)
    near = lines()
    with acting(cast.administrator) as by:
        date_office(posting=Posting.objects.get(user=cast.navigator).pk, last_on=None, by=by, at=now())

    assert (far_ahead, near, lines()) == ([], ["2 people are theirs yet"], [])


def test_all_are_handed_on_at_once_or_one_after_the_other(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    other = in_care(cast, acting, "Ruth A.")
    covers(cast, acting)
    client, path = signed_in(cast.lead), f"/leaving/{cast.navigator.pk}/"
    assert {kept.person for kept in client.get(path).context["found"].kept} == {person, other}

    post(client, path, to=str(cast.other_navigator.pk), people=[str(other)])
    left = {kept.person for kept in client.get(path).context["found"].kept}
    post(client, path, to=str(cast.core_navigator.pk), people=[str(person)])

    assert left == {person}
    assert "Nobody is left with them" in client.get(path).content.decode()
