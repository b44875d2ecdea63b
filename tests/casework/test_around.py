"""Who is around a young person, what they take part in, what may be told; and closed where it tells of health."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.casework.actions import (
    PursuitTerms,
    SupporterTerms,
    change_pursuit,
    change_supporter,
    end_pursuit,
    end_supporter,
    note_in_pursuit,
    note_with_supporter,
    tell_supporter,
)
from offramp.casework.enums import PursuitKind, SupporterKind
from offramp.casework.models import HowItGoes, Pursuit, Supporter
from offramp.casework.queries import (
    AroundSeen,
    mentors_to_ask_about,
    name_around,
    pursuit_for,
    pursuits_of,
    supporter_for,
    supporters_of,
)
from offramp.consent.actions import withdraw_consent
from offramp.consent.models import Consent, Disclosure
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.casework.files import CANARY
from tests.casework.young import a_pursuit, a_supporter, a_young_person, agreed
from tests.cast import Cast
from tests.conftest import Acting

TODAY = localdate()
MENTOR = SupporterTerms(kind=SupporterKind.MENTOR, name="Odette Morin", starts_on=date(2026, 1, 5))
CLUB = PursuitTerms(kind=PursuitKind.CLUB, what="Drum group", starts_on=date(2026, 1, 5))


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return a_young_person(acting, cast.navigator, cast.officer)


def audited(person: UUID) -> list[tuple[str, UUID | None, list[str]]]:
    """Return the audit rows of who is around a person, in order; for the privacy officer."""
    rows = Entry.objects.filter(about=person, verb__regex="supporter|pursuit").order_by("id")
    return [(row.verb, row.subject, row.fields) for row in rows]


def test_a_supporter_is_written_down_changed_and_ended_and_each_is_audited(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    said = replace(MENTOR, name="  Odette Morin ", often="Saturdays", reach="780-555-0141")
    row = a_supporter(acting, cast.officer, person, **vars_of(said))
    with acting(cast.navigator) as by:
        changed = change_supporter(supporter=row.pk, version=1, terms=replace(said, often="Sundays"), by=by, at=now())
        note_with_supporter(supporter=row.pk, on=TODAY, words=" They cooked. ", by=by, at=now())
        [seen] = supporters_of(Viewer(by), person, at=now())
        end_supporter(supporter=row.pk, reason=" Moved away ", by=by, at=now())
        assert supporters_of(Viewer(by), person, at=now()) == []
        [past] = supporters_of(Viewer(by), person, ended=True, at=now())
    with acting(cast.privacy):
        told = audited(person)

    assert (changed.name, changed.often, changed.version, changed.category) == ("Odette Morin", "Sundays", 2, "plan")
    assert ([line.words for line in seen.lines], seen.knows, seen.row.label) == (["They cooked."], None, "Odette Morin")
    assert (past.row.end_reason, past.row.ended_by, past.row.added_by) == ("Moved away", cast.navigator, cast.officer)
    assert told == [
        ("casework.supporter_added", row.pk, ["kind"]),
        ("casework.supporter_changed", row.pk, ["often"]),
        ("casework.supporter_noted", row.pk, ["on", "words"]),
        ("casework.supporter_ended", row.pk, ["end_reason"]),
    ]


def vars_of(terms: SupporterTerms | PursuitTerms) -> dict[str, Any]:
    """Return what some terms say, by name."""
    return {name: getattr(terms, name) for name in terms.__slots__}


def test_a_pursuit_is_written_down_changed_and_ended_and_each_is_audited(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    row = a_pursuit(acting, cast.officer, person, times="Mondays, 17:00")
    with acting(cast.officer) as by:
        said = PursuitTerms(kind=PursuitKind.SPORT, what="Basketball", place="The gym", starts_on=TODAY)
        changed = change_pursuit(pursuit=row.pk, version=1, terms=said, by=by, at=now())
        note_in_pursuit(pursuit=row.pk, on=TODAY, words="He came to both practices.", by=by, at=now())
        [seen] = pursuits_of(Viewer(by), person)
        end_pursuit(pursuit=row.pk, reason="The season is over", by=by, at=now())
        [past] = pursuits_of(Viewer(by), person, ended=True)
        open_still = pursuits_of(Viewer(by), person)
    with acting(cast.privacy):
        told = audited(person)

    assert (changed.place, changed.times, changed.version) == ("The gym", "", 2)
    assert ([line.words for line in seen.lines], seen.last_line == seen.lines[0]) == (
        ["He came to both practices."],
        True,
    )
    assert (past.row.label, past.row.end_reason, open_still) == ("Basketball", "The season is over", [])
    assert told == [
        ("casework.pursuit_added", row.pk, ["kind"]),
        ("casework.pursuit_changed", row.pk, ["place", "times"]),
        ("casework.pursuit_noted", row.pk, ["on", "words"]),
        ("casework.pursuit_ended", row.pk, ["end_reason"]),
    ]


def test_what_can_not_be_is_refused_with_what_to_do(cast: Cast, acting: Acting, person: UUID) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    club = a_pursuit(acting, cast.navigator, person)
    earlier, ahead = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    said = []
    with acting(cast.navigator) as by:
        who: dict[str, Any] = {"by": by, "at": now()}
        for does in (
            lambda: change_supporter(supporter=mentor.pk, version=1, terms=replace(MENTOR, name=" "), **who),
            lambda: change_supporter(
                supporter=mentor.pk, version=1, terms=replace(MENTOR, starts_on=TODAY, until_on=earlier), **who
            ),
            lambda: change_supporter(supporter=mentor.pk, version=7, terms=MENTOR, **who),
            lambda: change_pursuit(pursuit=club.pk, version=1, terms=replace(CLUB, what=""), **who),
            lambda: note_with_supporter(supporter=mentor.pk, on=TODAY, words=" ", **who),
            lambda: note_in_pursuit(pursuit=club.pk, on=ahead, words="Well", **who),
            lambda: end_supporter(supporter=mentor.pk, reason="", **who),
        ):
            with pytest.raises(Refused) as refusal:
                does()
            said.append((refusal.value.field, refusal.value.message))
        end_pursuit(pursuit=club.pk, reason="Over", **who)
        with pytest.raises(Refused, match="This has ended"):
            end_pursuit(pursuit=club.pk, reason="Over", **who)
        with pytest.raises(Refused, match="This has ended"):
            note_in_pursuit(pursuit=club.pk, on=TODAY, words="Well", **who)

    assert said == [
        ("name", "Write who it is."),
        ("until_on", "It ends before it begins."),
        ("", "Somebody changed this meanwhile."),
        ("what", "Write what it is."),
        ("words", "Write in a line how it goes."),
        ("on", "That day is still to come."),
        ("reason", "Write in a few words why it ended."),
    ]


@pytest.mark.parametrize("model", ["supporter", "pursuit"])
def test_what_tells_of_health_reaches_no_officer_on_no_way(
    cast: Cast, acting: Acting, person: UUID, model: str
) -> None:
    row: Supporter | Pursuit
    if model == "supporter":
        row = a_supporter(acting, cast.navigator, person, name=CANARY, tells_health=True)
    else:
        row = a_pursuit(acting, cast.navigator, person, what=CANARY, tells_health=True)
    with acting(cast.navigator) as by:
        if isinstance(row, Supporter):
            note_with_supporter(supporter=row.pk, on=TODAY, words=CANARY, by=by, at=now())
        else:
            note_in_pursuit(pursuit=row.pk, on=TODAY, words=CANARY, by=by, at=now())
        seen: list[AroundSeen[Any]] = [*supporters_of(Viewer(by), person, at=now()), *pursuits_of(Viewer(by), person)]
        assert [(each.row.label, each.row.category, each.lines[0].category) for each in seen] == [
            (CANARY, "health", "health")
        ]

    for user in (cast.officer, cast.colleague, cast.supervisor, cast.other_navigator, cast.lead, cast.worker):
        with acting(user) as by:
            viewer = Viewer(by)
            assert [*supporters_of(viewer, person, at=now()), *pursuits_of(viewer, person)] == []
            assert (supporter_for(viewer, row.pk), pursuit_for(viewer, row.pk)) == (None, None)
            assert name_around(viewer, person, row.pk) is None
            assert (Supporter.objects.count(), Pursuit.objects.count(), HowItGoes.objects.count()) == (0, 0, 0)
            assert viewer.shown == {}
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        end_supporter(supporter=row.pk, reason="Over", by=by, at=now())


@pytest.mark.parametrize(
    ("user", "rows"),
    [("navigator", 3), ("officer", 3), ("colleague", 0), ("other_navigator", 0), ("lead", 0), ("supervisor", 0),
     ("worker", 0), ("other_worker", 0), ("constable", 0), ("privacy", 0), ("analyst", 0), ("coordinator", 0)],
)  # fmt: skip
def test_in_sql_the_care_team_alone_has_rows_of_who_is_around_them(
    cast: Cast, acting: Acting, person: UUID, user: str, rows: int
) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    a_pursuit(acting, cast.navigator, person)
    with acting(cast.navigator) as by:
        note_with_supporter(supporter=mentor.pk, on=TODAY, words="Well", by=by, at=now())

    with acting(getattr(cast, user)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM casework_supporter) + (SELECT count(*) FROM casework_pursuit)"
            " + (SELECT count(*) FROM casework_howitgoes)"
        )
        assert cursor.fetchone() == (rows,)


def test_what_comes_to_tell_of_health_takes_its_lines_along_and_what_stops_leaves_them(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    row = a_supporter(acting, cast.officer, person, name="Dr. Igwe")
    with acting(cast.officer) as by:
        note_with_supporter(supporter=row.pk, on=TODAY, words=CANARY, by=by, at=now())
    health = replace(MENTOR, name="Dr. Igwe", tells_health=True)
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        change_supporter(supporter=row.pk, version=1, terms=health, by=by, at=now())
    with acting(cast.navigator) as by:
        change_supporter(supporter=row.pk, version=1, terms=health, by=by, at=now())
    with acting(cast.officer) as by:
        assert (supporters_of(Viewer(by), person, at=now()), HowItGoes.objects.count()) == ([], 0)
    with acting(cast.navigator) as by:
        change_supporter(supporter=row.pk, version=2, terms=replace(health, tells_health=False), by=by, at=now())
    with acting(cast.officer) as by:
        [seen] = supporters_of(Viewer(by), person, at=now())

    assert (seen.row.label, seen.lines) == ("Dr. Igwe", [])


def knows(acting: Acting, user: User, person: UUID) -> list[tuple[str, bool | None]]:
    with acting(user) as by:
        seen = supporters_of(Viewer(by), person, at=now())
    return [(each.row.label, each.knows.plan if each.knows else None) for each in seen]


def test_what_somebody_may_be_told_follows_from_the_consents_that_name_them_and_from_nothing_else(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    a_supporter(acting, cast.navigator, person, name="An aunt", kind=SupporterKind.FAMILY)
    assert knows(acting, cast.officer, person) == [("Odette Morin", None), ("An aunt", None)]

    together = agreed(acting, cast.navigator, person, mentor, Category.IDENTITY)
    assert knows(acting, cast.officer, person) == [("Odette Morin", False), ("An aunt", None)]
    plan = agreed(acting, cast.navigator, person, mentor, Category.IDENTITY, Category.PLAN)
    assert knows(acting, cast.officer, person) == [("Odette Morin", True), ("An aunt", None)]
    for consent in (plan, together):
        with acting(cast.navigator) as by:
            withdraw_consent(consent=consent.pk, by=by, at=now())

    assert knows(acting, cast.navigator, person) == [("Odette Morin", None), ("An aunt", None)]
    with acting(cast.officer):
        assert Consent.objects.count() == 0


def test_another_unit_or_agency_learns_nothing_of_what_somebody_may_be_told(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    agreed(acting, cast.navigator, person, mentor, Category.IDENTITY)

    def told(user: User) -> int:
        with acting(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM consent_tells(%s::uuid[], %s)", [[mentor.pk], now()])
            return int(cursor.fetchone()[0])

    assert [told(user) for user in (cast.officer, cast.worker, cast.coordinator, cast.privacy)] == [1, 0, 0, 0]


def test_telling_somebody_goes_into_the_ledger_under_the_consent_that_names_them(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    with acting(cast.navigator) as by, pytest.raises(Refused, match="no consent names them"):
        tell_supporter(supporter=mentor.pk, plan=False, by=by, at=now())
    consent = agreed(acting, cast.navigator, person, mentor, Category.IDENTITY)
    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="and no more"):
            tell_supporter(supporter=mentor.pk, plan=True, by=by, at=now())
        tell_supporter(supporter=mentor.pk, plan=False, by=by, at=now())
        [line] = Disclosure.objects.all()
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        tell_supporter(supporter=mentor.pk, plan=False, by=by, at=now())

    assert (line.recipient, line.agency_id, line.categories, line.authority) == (
        "Odette Morin", None, ["identity"], "consent",
    )  # fmt: skip
    assert (line.consent_id, line.by_way_of, line.by_id) == (consent.pk, mentor.pk, cast.navigator.pk)


def test_a_consent_names_somebody_who_is_around_them_and_opens_no_more_than_may_be_told(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    mentor = a_supporter(acting, cast.navigator, person)
    other = a_young_person(acting, cast.navigator, cast.officer, name="Mei Ostrowski")

    with pytest.raises(NotPermitted, match="nobody like that"):
        agreed(acting, cast.navigator, other, mentor, Category.IDENTITY)
    with pytest.raises(NotPermitted, match="nobody like that"):
        agreed(acting, cast.navigator, person, mentor, Category.IDENTITY, somebody=new_id())
    for category in (Category.HEALTH, Category.SUPPORT_NOTES, Category.CONTACT_LOG):
        with pytest.raises(Refused) as refusal:
            agreed(acting, cast.navigator, person, mentor, category)
        assert refusal.value.field == "categories"


def asked_about(acting: Acting, user: User) -> list[tuple[str, date, bool]]:
    with acting(user) as by:
        return [(each.mentor.name, each.last_on, each.ends) for each in mentors_to_ask_about(Viewer(by), at=now())]


def test_a_mentor_is_asked_about_when_nobody_wrote_for_thirty_days_or_the_time_ends_soon(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    long_ago, soon = TODAY - timedelta(days=31), TODAY + timedelta(days=14)
    quiet = a_supporter(acting, cast.navigator, person, name="Quiet", starts_on=long_ago)
    a_supporter(acting, cast.navigator, person, name="Ends", until_on=soon)
    a_supporter(acting, cast.navigator, person, name="Lasts", until_on=soon + timedelta(days=1))
    a_supporter(acting, cast.navigator, person, name="A teacher", kind=SupporterKind.SCHOOL, starts_on=long_ago)

    assert asked_about(acting, cast.navigator) == [("Quiet", long_ago, False), ("Ends", TODAY, True)]
    assert asked_about(acting, cast.other_navigator) == []
    with acting(cast.navigator) as by:
        note_with_supporter(supporter=quiet.pk, on=TODAY - timedelta(days=29), words="Well", by=by, at=now())
    assert asked_about(acting, cast.navigator) == [("Ends", TODAY, True)]


def test_the_lists_take_as_many_queries_for_three_as_for_one(cast: Cast, acting: Acting, person: UUID) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            mentor = a_supporter(acting, cast.navigator, person)
            club = a_pursuit(acting, cast.navigator, person)
            with acting(cast.navigator) as by:
                note_with_supporter(supporter=mentor.pk, on=TODAY, words="Well", by=by, at=now())
                note_in_pursuit(pursuit=club.pk, on=TODAY, words="Well", by=by, at=now())
        with acting(cast.navigator) as by, CaptureQueriesContext(connection) as asked:
            viewer = Viewer(by)
            found = [*supporters_of(viewer, person, at=now()), *pursuits_of(viewer, person)]
            mentors_to_ask_about(viewer, at=now())
        counts.append((len(found), len(asked)))
        assert viewer.shown == {("support", person): {"plan"}}

    assert counts == [(2, 6), (6, 6)]
