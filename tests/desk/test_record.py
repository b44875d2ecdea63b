"""A person's record: each reader gets what the wall allows, told why, and everything shown is written down."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.audit.models import LookSubject
from offramp.casework.actions import close_case, end_seat, hand_over, promise_step
from offramp.casework.enums import Area, ClosureOutcome
from offramp.casework.models import Seat
from offramp.consent.actions import withdraw_consent
from offramp.consent.enums import Recipient
from offramp.consent.models import Consent
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.ui.web.context import service_words
from tests.casework.files import CANARY, a_goal, covered, died, in_care, triaging, with_case
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.record_scene import (
    a_full_record,
    agreed_for_officers,
    read,
    read_by,
    same_page,
    wall_of,
    was_found,
)

WALL = ("There may be more here that this person shares only with a navigator", "page the navigator on call")


def test_the_care_team_reads_the_whole_record_in_its_role(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)

    officer = read(signed_in, cast.officer, person)
    navigator = read(signed_in, cast.navigator, person)

    for words in (
        "Josephine M.",
        "About 34",
        "Plains Cree",
        "Speak from the front",
        "My own door",
        "Viewing",
        "Low Level Bridge",
        "Check on welfare by the river",
        "Amara Okafor",
        "Stabilise, set goals",
    ):
        assert (words in officer, words in navigator) == (True, True), words
    for words in (CANARY, "Told to a navigator", "Consents"):
        assert (words in officer, words in navigator) == (False, True), words


@pytest.mark.parametrize("user", ["officer", "supervisor", "colleague", "navigator", "other_navigator"])
def test_what_a_navigator_was_told_reaches_no_officer_whatever_their_rank(
    cast: Cast, acting: Acting, signed_in: SignedIn, user: str
) -> None:
    person = a_full_record(cast, acting)

    page = read(signed_in, getattr(cast, user), person)

    assert (CANARY in page) == (user == "navigator")


def test_a_colleague_off_the_team_sees_identity_safety_and_contact_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)

    page = read(signed_in, cast.colleague, person)

    for words in ("Josephine M.", "Speak from the front", "Check on welfare by the river"):
        assert words in page, words
    for words in (
        "My own door",
        "Viewing",
        "Low Level Bridge",
        "Care team",
        "Stabilise",
        "Appointment",
        "Referrals</h2>",
    ):
        assert words not in page, words


def test_a_navigator_off_the_team_sees_identity_and_safety_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)

    page = read(signed_in, cast.other_navigator, person)

    assert ("Josephine M." in page, "Speak from the front" in page) == (True, True)
    for words in ("Check on welfare by the river", "My own door", "Low Level Bridge", "Care team"):
        assert words not in page, words


def test_the_supervisor_sees_who_is_on_the_team_and_no_plan(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)

    page = read(signed_in, cast.supervisor, person)

    assert ("Amara Okafor" in page, "You supervise the unit that has this file." in page) == (True, True)
    assert ("My own door" in page, "Low Level Bridge" in page, "Stabilise" in page) == (False, False, False)


def test_who_has_no_sight_of_a_person_finds_nobody(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)
    nobody = reverse("desk:record", args=[new_id()])
    cast.colleague.postings.update(unit=cast.patrol)

    hidden = signed_in(cast.colleague).get(reverse("desk:record", args=[person]))
    missing = signed_in(cast.colleague).get(nobody)

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert same_page(hidden.content.decode()) == same_page(missing.content.decode())
    for user in (cast.constable, cast.worker, cast.other_worker, cast.analyst, cast.privacy, cast.administrator):
        answer = signed_in(user).get(reverse("desk:record", args=[person]))
        assert (answer.status_code, "Josephine" in answer.content.decode()) == (403, False)


def test_the_wall_notice_is_the_same_on_every_record_an_officer_opens(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    full, empty = a_full_record(cast, acting), in_care(cast, acting, "Somebody Else")

    notices = {
        wall_of(read(signed_in, user, person))
        for user in (cast.officer, cast.supervisor, cast.colleague)
        for person in (full, empty)
    }

    assert len(notices) == 1
    assert all(words in next(iter(notices)) for words in WALL)
    assert wall_of(read(signed_in, cast.navigator, full)) == ""


@override_settings(OFFRAMP={**settings.OFFRAMP, "ON_CALL_PHONE": "780-555-0142"})
def test_the_wall_notice_says_by_which_number_to_page_the_navigator_on_call(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    full, empty = a_full_record(cast, acting), in_care(cast, acting, "Somebody Else")
    service_words.cache_clear()
    try:
        notices = {wall_of(read(signed_in, cast.colleague, person)) for person in (full, empty)}
    finally:
        service_words.cache_clear()

    assert len(notices) == 1
    assert 'href="tel:780-555-0142"' in next(iter(notices))


def test_after_a_seat_ended_the_very_next_request_shows_less(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)
    client = signed_in(cast.officer)
    there = reverse("desk:record", args=[person])
    assert "My own door" in client.get(there).content.decode()

    with acting(cast.navigator) as by:
        end_seat(seat=Seat.objects.get(user=cast.officer).pk, by=by, at=now())
    page = client.get(there).content.decode()

    assert ("My own door" in page, "Low Level Bridge" in page, "Josephine M." in page) == (False, False, True)


def test_an_appointment_whose_words_tell_of_health_is_an_appointment_to_an_officer(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, Area.MEDICAL, CANARY)
    with acting(cast.navigator) as by:
        promise_step(
            goal=goal.pk,
            words="Detox intake",
            due_at=now() + timedelta(days=2),
            promised_by=by.user,
            by=by,
            at=now(),
        )

    officer, navigator, colleague = (
        read(signed_in, user, person) for user in (cast.officer, cast.navigator, cast.colleague)
    )

    assert ("Appointment" in officer, "Amara Okafor" in officer, "Detox intake" in officer) == (True, True, False)
    assert ("Detox intake" in navigator, "Appointment" in navigator) == (True, False)
    assert ("Appointment" in colleague, "Detox intake" in colleague) == (False, False)


def test_each_part_says_why_it_can_be_seen(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)

    officer, colleague = (read(signed_in, user, person) for user in (cast.officer, cast.colleague))

    today = f"{localdate():%-d %B %Y}"
    seated = f"You are on the care team since {today}; Amara Okafor added you."
    by_unit = "You belong to HELP, which has this file, since "
    assert (seated in officer, by_unit in officer) == (True, True)
    assert ("care team since" in colleague, by_unit in colleague) == (False, True)
    with acting(cast.colleague):
        triaging(person, cast.colleague)
    assert f"You are triaging an intake about this person since {today}." in read(signed_in, cast.colleague, person)


def test_each_reason_belongs_to_its_own_part_and_ends_with_its_ground(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)
    agreed_for_officers(cast, acting, person)

    def reasons() -> list[str]:
        page = " ".join(read(signed_in, cast.officer, person).split())
        return re.findall(r'<details class="why">.*?</summary>(.*?) ?</details>', page)

    agreed = [reason for reason in reasons() if reason.startswith("The person agreed")]
    until = f"{localdate() + timedelta(days=30):%-d %B %Y}"
    assert agreed == [
        f"The person agreed that the officers on the care team see this, since {localdate():%-d %B %Y}, until {until}."
    ]
    with acting(cast.navigator) as by:
        withdraw_consent(consent=Consent.objects.get(recipient=Recipient.OFFICERS).pk, by=by, at=now())
    assert [reason for reason in reasons() if "agreed" in reason] == []


def test_an_officer_reads_what_the_person_agreed_that_officers_read(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)
    agreed_for_officers(cast, acting, person)

    page = read(signed_in, cast.officer, person)
    assert (CANARY in page, "The person agreed that the officers on the care team see this, since " in page) == (
        True,
        True,
    )
    assert CANARY not in read(signed_in, cast.colleague, person)


def test_everything_shown_is_written_down_before_the_page_leaves(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)

    read(signed_in, cast.officer, person)
    read(signed_in, cast.colleague, person)

    with acting(cast.privacy):
        looks = list(LookSubject.objects.filter(subject=person).order_by("id").values_list("reader", "categories"))
    officer = {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG, Category.WHEREABOUTS, Category.PLAN}
    assert [(reader, set(seen)) for reader, seen in looks] == [
        (cast.officer.pk, officer),
        (cast.colleague.pk, {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG}),
    ]


def test_acts_stand_only_where_they_may_be_done(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    navigator, officer, colleague, supervisor = (
        read(signed_in, user, person) for user in (cast.navigator, cast.officer, cast.colleague, cast.supervisor)
    )
    accept = reverse("casework:accept", args=[person])
    refer = reverse("referrals:choose", args=[person])
    join = reverse("casework:join", args=[person])

    pages = (navigator, officer, colleague, supervisor)
    assert [accept in page for page in pages] == [True, True, False, False]
    assert [refer in page for page in pages] == [True, False, False, False]
    assert [join in page for page in pages] == [False, False, False, True]


def test_a_lead_on_the_care_team_is_offered_what_a_lead_does_and_no_more(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    covered(cast, acting)

    page = read(signed_in, cast.lead, person)

    ways = ("referrals:choose", "consent:disclosures", "casework:accept", "people:names", "people:restriction")
    offered = [route for route in ways if f'href="{reverse(route, args=[person])}"' in page]
    assert offered == ["referrals:choose", "consent:disclosures"]
    assert reverse("triage:log-visit") not in page


def test_every_link_of_a_record_leads_somewhere_its_reader_may_go(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_record(cast, acting)
    covered(cast, acting)
    for user in (cast.navigator, cast.officer, cast.colleague, cast.other_navigator, cast.supervisor, cast.lead):
        page = read(signed_in, user, person)
        inside = re.search(r"<main.*</main>", page, re.S)
        bar = re.search(r'<div class="actions row">.*?</div>', page, re.S)
        assert inside
        assert bar
        links = set(re.findall(r'href="(/[^"#]*)"', inside[0] + bar[0]))
        broken = {link for link in links if signed_in(user).get(link).status_code not in (200, 302)}
        assert broken == set(), user.username


def test_a_hand_over_waits_on_the_record_until_its_first_appointment(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())

    page = read(signed_in, cast.officer, person)

    assert (reverse("casework:first-kept", args=[handed.pk]) in page, "Rooms with a lock" in page) == (True, True)


def test_a_death_is_said_first_and_nothing_lies_ahead(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_record(cast, acting)
    died(cast, acting, person)

    page = read(signed_in, cast.navigator, person)

    assert ("This person has died" in page, 'class="ahead"' in page) == (True, False)


def test_a_closed_case_shows_its_road_and_can_be_opened_anew(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        close_case(case=case.pk, outcome=ClosureOutcome.GOALS_MET, words="I have keys", by=by, at=now())

    page = read(signed_in, cast.officer, person)

    assert ("I have keys" in page, reverse("casework:accept", args=[person]) in page) == (True, True)


def test_the_line_of_time_comes_a_page_at_a_time_without_a_gap(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    for number in range(20):
        was_found(cast, acting, person, f"Place {number:02}.", hours=number)
    client, there = signed_in(cast.officer), reverse("desk:record", args=[person])

    first = client.get(there).content.decode()
    [earlier] = re.findall(r'href="(\?before=[^"]+)"', first)
    second = client.get(there + earlier).content.decode()

    found = [sorted(set(re.findall(r"Place \d\d\.", page))) for page in (first, second)]
    assert found[0] + found[1] == [f"Place {number:02}." for number in range(20)]
    for before in ("x", "2026-13-45T00:00", "2026-01-01T00:00", "0001-01-01T00:00:00+00:00", "9" * 500):
        assert client.get(there, {"before": before}).status_code == 200


def test_the_number_of_queries_does_not_rise_with_what_there_is(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    counts = []
    for many in (1, 3):
        person = a_full_record(cast, acting, times=many)
        client = signed_in(cast.navigator)
        read_by(client, person)
        with CaptureQueriesContext(connection) as asked:
            read_by(client, person)
        counts.append(len(asked))

    assert counts[0] == counts[1]
