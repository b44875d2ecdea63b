"""A navigator lead covers for a navigator of their own agency until a day, and is otherwise told numbers alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Closeness
from offramp.access.models import Grant
from offramp.access.queries import readable
from offramp.accounts.models import Posting, User
from offramp.activities.models import Activity
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import cover, end_cover, end_seat, write_note
from offramp.casework.models import Note, Seat
from offramp.casework.queries import care_team_of, caseload, covers_told_to, notes_of, past_seats_of, to_cover
from offramp.desk.queries import desk_of
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import restrict_file
from offramp.people.models import Name, Person
from tests.casework.files import CANARY, a_person, covered, in_care
from tests.casework.pages import press
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.record_scene import was_met

SOON = timedelta(days=3)


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    found = in_care(cast, acting)
    with acting(cast.navigator) as by:
        write_note(person=found, text=CANARY, by=by, at=now())
    return found


def of_another_agency(cast: Cast) -> User:
    """A lead of the clinic, in the same unit."""
    lead = User.objects.create(username="lead2", name="Vera Nowak", joined_at=now())
    Posting.objects.create(user=lead, role="navigator_lead", unit=cast.help, agency=cast.clinic.pk, starts_at=now())
    return lead


def sees(acting: Acting, user: User, person: UUID) -> tuple[set[Category], list[str], int]:
    with acting(user) as by:
        seen = set(readable(by, subject=person, unit=by.unit, at=now()))
        return seen, [note.text for note in notes_of(Viewer(by), person).rows], Name.objects.count()


def test_without_a_cover_a_lead_knows_nobody(cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID) -> None:
    assert sees(acting, cast.lead, person) == (set(), [], 0)
    with acting(cast.lead):
        assert (Person.objects.count(), Seat.objects.count(), Note.objects.count()) == (0, 0, 0)
    record, search = reverse("desk:record", args=[person]), reverse("people:search")
    assert [signed_in(cast.lead).get(url).status_code for url in (record, search)] == [404, 403]


def test_a_lead_covers_for_a_navigator_of_their_agency_on_each_care_team(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    other = in_care(cast, acting, "Walter B.")
    nobodys = a_person(cast, acting, "Off the case")
    covered(cast, acting)

    seen, notes, _names = sees(acting, cast.lead, person)
    assert (seen, notes) == (set(Category), [CANARY])
    assert sees(acting, cast.lead, nobodys)[:2] == (set(), [])
    with acting(cast.lead) as by:
        assert {row.person for row in caseload(Viewer(by))} == {person, other}
    with acting(cast.officer) as by:
        [seat] = [each for each in care_team_of(Viewer(by), person) if each.user_id == cast.lead.pk]
        assert (seat.covers, seat.reason, seat.is_lead) == (cast.navigator, "Amara is ill", False)


def test_a_lead_of_another_agency_gets_nothing(cast: Cast, acting: Acting, person: UUID) -> None:
    lead = of_another_agency(cast)

    with acting(lead) as by:
        assert to_cover(cast.navigator.pk) == []
        with pytest.raises(Refused, match="nobody here for whom you could step in"):
            cover(navigator=cast.navigator.pk, reason="Ill", until=localdate() + SOON, by=by, at=now())
    assert sees(acting, lead, person) == (set(), [], 0)


def test_a_lead_covers_for_no_officer_and_for_no_navigator_of_another_agency(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    with acting(cast.lead) as by:
        for user in (cast.officer, cast.other_navigator, cast.lead):
            with pytest.raises(Refused, match="nobody here"):
                cover(navigator=user.pk, reason="Ill", until=localdate() + SOON, by=by, at=now())
    assert sees(acting, cast.lead, person)[0] == set()


def test_nobody_else_covers(cast: Cast, acting: Acting, person: UUID) -> None:
    for user in (cast.core_navigator, cast.supervisor, cast.colleague, cast.worker, cast.privacy):
        with acting(user) as by, pytest.raises(NotPermitted, match="Your role does not do this"):
            cover(navigator=cast.navigator.pk, reason="Ill", until=localdate() + SOON, by=by, at=now())
        with acting(user):
            assert to_cover(cast.navigator.pk) == []


def test_the_database_opens_no_file_to_a_lead_in_another_way(cast: Cast, acting: Acting, person: UUID) -> None:
    key, at = new_id(), now()

    def by_hand(until: datetime | None, navigator: User = cast.navigator) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT casework_cover(%s, %s, %s, '{plan}', %s, %s, %s)",
                [new_id(), navigator.pk, person, key, at, until],
            )

    deeds: list[tuple[User, Callable[[], object]]] = [
        (
            cast.lead,
            lambda: grant(
                party=cast.lead.pk,
                subject=person,
                categories=Category,
                basis=Basis.CARE_TEAM,
                founded_on=key,
                starts_at=at,
            ),
        ),
        (cast.lead, lambda: by_hand(None)),
        (cast.lead, lambda: by_hand(at)),
        (cast.lead, lambda: by_hand(at + SOON, cast.officer)),
        (of_another_agency(cast), lambda: by_hand(at + SOON)),
        (cast.core_navigator, lambda: by_hand(at + SOON)),
    ]
    for user, deed in deeds:
        with acting(user), pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert sees(acting, cast.lead, person)[0] == set()


@pytest.mark.parametrize(
    ("reason", "days", "said"),
    [
        ("  ", 3, "Say why you cover"),
        ("Ill", -1, "That day has passed"),
        ("Ill", 15, "A cover ends after 14 days at the latest"),
    ],
)
def test_a_cover_has_a_reason_and_a_last_day(
    cast: Cast, acting: Acting, person: UUID, reason: str, days: int, said: str
) -> None:
    with acting(cast.lead) as by, pytest.raises(Refused, match=said):
        cover(navigator=cast.navigator.pk, reason=reason, until=localdate() + timedelta(days=days), by=by, at=now())


@override_settings(COVER_DAYS=2)
def test_how_long_a_cover_lasts_at_most_is_a_setting(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.lead) as by, pytest.raises(Refused, match="after 2 days at the latest"):
        cover(navigator=cast.navigator.pk, reason="Ill", until=localdate() + SOON, by=by, at=now())


def test_a_cover_ends_by_itself_with_its_last_day(cast: Cast, acting: Acting, person: UUID) -> None:
    covered(cast, acting, days=3)
    ends = midnight(localdate() + timedelta(days=4))
    with acting(cast.lead) as by:
        [seat] = Seat.objects.filter(user=by.user)
        [opened] = Grant.objects.filter(founded_on=seat.pk)
        assert (seat.ends_at, opened.ends_at) == (ends, ends)
        for at, seen in ((ends - timedelta(seconds=1), set(Category)), (ends, set())):
            assert set(readable(by, subject=person, unit=by.unit, at=at)) == seen


def test_once_it_is_over_the_lead_is_off_the_team_and_may_cover_again(cast: Cast, acting: Acting, person: UUID) -> None:
    covered(cast, acting)
    with acting(cast.lead) as by:  # as if its last day were over
        [seat] = Seat.objects.filter(user=by.user)
        over = seat.starts_at + timedelta(microseconds=1)
        Seat.objects.filter(pk=seat.pk).update(ends_at=over)
        end_grants(founded_on=seat.pk, basis=Basis.CARE_TEAM, at=over)

    assert sees(acting, cast.lead, person)[:2] == (set(), [])
    with acting(cast.lead) as by:
        assert caseload(Viewer(by)) == []
    with acting(cast.officer) as by:
        assert cast.lead.pk not in {each.user_id for each in care_team_of(Viewer(by), person)}
        assert [each.user_id for each in past_seats_of(Viewer(by), person)] == [cast.lead.pk]
        assert covers_told_to(Viewer(by)) == []
    covered(cast, acting)
    assert sees(acting, cast.lead, person)[1] == [CANARY]


def test_a_lead_ends_a_cover_early_and_so_does_the_team(cast: Cast, acting: Acting, person: UUID) -> None:
    covered(cast, acting)
    with acting(cast.lead) as by:
        assert end_cover(navigator=cast.navigator.pk, by=by, at=now()) == 1
    assert sees(acting, cast.lead, person)[:2] == (set(), [])

    covered(cast, acting)
    with acting(cast.navigator) as by:
        [seat] = [each for each in care_team_of(Viewer(by), person) if each.user_id == cast.lead.pk]
        end_seat(seat=seat.pk, reason="I am back", by=by, at=now())
    assert sees(acting, cast.lead, person)[:2] == (set(), [])


def test_who_left_is_covered_too(cast: Cast, acting: Acting, person: UUID) -> None:
    cast.navigator.postings.update(ends_at=now())
    covered(cast, acting)

    assert sees(acting, cast.lead, person)[1] == [CANARY]


def test_a_restricted_file_stays_with_those_named_on_it(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person,
            closeness=Closeness.RELATIVE,
            reason="Her brother works in the west team",
            named=[cast.navigator.pk],
            by=by,
            at=now(),
        )

    with acting(cast.lead) as by, pytest.raises(Refused, match="nobody here"):
        cover(navigator=cast.navigator.pk, reason="Ill", until=localdate() + SOON, by=by, at=now())
    in_care(cast, acting, "Walter B.")
    covered(cast, acting)
    assert sees(acting, cast.lead, person)[:2] == (set(), [])


def test_the_care_team_the_navigator_and_the_privacy_officer_read_of_it_on_their_desks(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    in_care(cast, acting, "Walter B.")
    covered(cast, acting)

    def told(user: User) -> list[str]:
        with acting(user) as by:
            lines = desk_of(Viewer(by), user.name, at=now()).waiting
        return [f"{line.title} · {line.detail}" for line in lines if "covers for" in line.title]

    day = f"{localdate() + SOON:%-d %B}"
    covers = f"Joan Whitford covers for Amara Okafor until {day}"
    assert [told(user) for user in (cast.navigator, cast.officer)] == [[f"{covers} · Amara is ill · 2 people"]] * 2
    assert told(cast.privacy) == [f"{covers} · 2 people"]
    for user in (cast.lead, cast.colleague, cast.other_navigator, cast.supervisor, of_another_agency(cast)):
        assert told(user) == []
    with acting(cast.privacy):
        rows = entries(LogSieve(whom=person)).filter(verb="casework.covered").values_list("actor", "fields")
        assert list(rows) == [(cast.lead.pk, ["covers", "ends_at", "user"])]


def test_a_lead_covers_by_their_page_and_ends_it_there(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    client = signed_in(cast.lead)
    there = reverse("casework:cover", args=[cast.navigator.pk])
    ending = reverse("casework:end-cover", args=[cast.navigator.pk])
    assert client.get(ending).status_code == 404

    press(client, there, {"reason": "Amara is ill", "until": str(localdate() + SOON)})
    record = client.get(reverse("desk:record", args=[person]))
    assert "You cover for Amara Okafor on the care team" in record.content.decode()
    team = signed_in(cast.officer).get(reverse("casework:team", args=[person])).content.decode()
    assert "covers for Amara Okafor until" in team

    press(client, ending, {})
    assert client.get(reverse("desk:record", args=[person])).status_code == 404


def test_the_page_of_somebody_elses_navigator_is_not_there(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    for user in (cast.other_navigator, cast.officer, cast.stranger):
        assert signed_in(cast.lead).get(reverse("casework:cover", args=[user.pk])).status_code == 404
    there = reverse("casework:cover", args=[cast.navigator.pk])
    assert signed_in(of_another_agency(cast)).get(there).status_code == 404


def test_a_lead_who_covers_reads_of_a_visit_and_opens_none(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    was_met(cast, acting, person)
    covered(cast, acting)
    with acting(cast.navigator):
        there = reverse("activities:activity", args=[Activity.objects.get().pk])

    pages = [signed_in(user).get(reverse("desk:record", args=[person])) for user in (cast.navigator, cast.lead)]

    assert ["Check on welfare by the river" in page.content.decode() for page in pages] == [True, True]
    assert [there in page.content.decode() for page in pages] == [True, False]
