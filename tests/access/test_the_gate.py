"""What is asked of the gate: who acts, what is open to them on which ground, from when until when."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from offramp.access.actions import act_as_service, end_grants, grant
from offramp.access.enums import Basis, Category, Permission, Role, ServiceRole
from offramp.access.models import Wall
from offramp.access.queries import (
    Ground,
    allowed,
    grants_in_force,
    grounds_of,
    readable,
    require,
    seen_by,
    subjects_opened,
    writable,
)
from offramp.access.web.looks import Readings, Unlogged, is_empty, refuse_unlogged
from offramp.access.web.routes import everyone, only, signed_in
from offramp.accounts.models import Posting
from offramp.audit.actions import record
from offramp.audit.models import Entry
from offramp.casework.models import Note
from offramp.consent.models import Consent, Demand
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import PUBLIC, ActorKind, Viewer
from offramp.kernel.ids import new_id
from offramp.people.models import Name, Person
from tests.cast import Cast
from tests.conftest import Acting

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A grant of the navigator's own, and what it stands on."""

    subject: UUID
    founded_on: UUID


def opened(cast: Cast, basis: Basis = Basis.CARE_TEAM, **changes: Any) -> Opened:
    """Open somebody's plan and health to the navigator; whoever acts now does it."""
    subject, founding = changes.pop("subject", None) or new_id(), changes.pop("founded_on", None) or new_id()
    said = {"categories": [Category.PLAN, Category.HEALTH], "starts_at": now() - DAY, **changes}
    grant(party=cast.navigator.pk, subject=subject, basis=basis, founded_on=founding, **said)
    return Opened(subject, founding)


def test_a_row_opens_what_stands_on_it_on_that_basis_alone_in_the_order_it_was_opened(
    cast: Cast, acting: Acting
) -> None:
    with acting(cast.navigator) as by:
        first = opened(cast, Basis.INCIDENT)
        second = opened(cast, Basis.INCIDENT, founded_on=first.founded_on)
        opened(cast, Basis.TRIAGE, founded_on=first.founded_on)
        opened(cast, Basis.INCIDENT, founded_on=first.founded_on, starts_at=now() + DAY)
        opened(cast, Basis.INCIDENT)
        asked: dict[str, Any] = {"founded_on": first.founded_on, "basis": Basis.INCIDENT}

        assert subjects_opened(by, at=now(), **asked) == [first.subject, second.subject]
        end_grants(founded_on=first.founded_on, basis=Basis.INCIDENT, at=now())
        assert subjects_opened(by, at=now(), **asked) == []


def test_a_grant_counts_from_its_first_moment_until_its_last(cast: Cast, acting: Acting) -> None:
    moment = now()
    with acting(cast.navigator) as by:
        held = opened(cast, starts_at=moment, ends_at=moment + DAY)
        second = timedelta(microseconds=1)
        counted = [
            grants_in_force(by, [held.subject], at=at).count()
            for at in (moment - second, moment, moment + DAY - second, moment + DAY)
        ]

    assert counted == [0, 1, 1, 0]


def test_each_ground_says_what_it_opens_since_when_and_on_what_it_stands(cast: Cast, acting: Acting) -> None:
    moment, end = now() - DAY, now() + DAY
    cast.navigator.postings.update(ends_at=end)
    with acting(cast.navigator) as by:
        held = opened(cast, starts_at=moment)
        opened(
            cast, Basis.CONSENT, subject=held.subject, founded_on=held.founded_on, starts_at=moment, ends_at=end,
            categories=[Category.HEALTH],
        )  # fmt: skip
        found = grounds_of(by, subject=held.subject, unit=by.unit, at=now())
        nowhere = grounds_of(by, subject=held.subject, unit=cast.patrol.pk, at=now())
        seen = readable(by, subject=held.subject, unit=by.unit, at=now())
        written = writable(by, subject=held.subject, unit=by.unit, at=now())

    posting = Posting.objects.get(user=cast.navigator)
    team, unit = found[0], found[-1]
    assert (team.basis, team.categories, team.founded_on, team.since, team.until, team.place) == (
        Basis.CARE_TEAM, frozenset({Category.PLAN, Category.HEALTH}), held.founded_on, moment, None, "",
    )  # fmt: skip
    assert (unit.basis, unit.founded_on, unit.since, unit.until, unit.place) == (
        Basis.UNIT, posting.pk, posting.starts_at, end, "HELP",
    )  # fmt: skip
    assert Category.IDENTITY in unit.categories
    assert [ground.basis for ground in nowhere] == [Basis.CARE_TEAM]
    assert seen_by(found) == seen
    assert written[Category.PLAN] == {Basis.CARE_TEAM}


def test_what_some_grounds_open_is_told_by_category_with_every_basis() -> None:
    moment = now()
    grounds = [
        Ground(Basis.CONSENT, frozenset({Category.HEALTH}), new_id(), moment, None),
        Ground(Basis.CARE_TEAM, frozenset({Category.PLAN, Category.HEALTH}), new_id(), moment, None),
    ]

    assert seen_by(grounds) == {
        Category.PLAN: {Basis.CARE_TEAM},
        Category.HEALTH: {Basis.CONSENT, Basis.CARE_TEAM},
    }


def test_to_write_of_somebody_one_needs_the_role_and_the_person(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        asked: dict[str, Any] = {"unit": by.unit, "category": Category.PLAN, "at": now()}
        require(by, Permission.CASE_PLAN)
        require(by, Permission.CASE_PLAN, subject=opened(cast).subject, **asked)
        with pytest.raises(NotPermitted) as of_person:
            require(by, Permission.CASE_PLAN, subject=new_id(), **asked)
        with pytest.raises(NotPermitted) as of_role:
            require(by, Permission.AGREEMENT_KEEP)
        assert [allowed(by, Permission.CASE_PLAN), allowed(by, Permission.AGREEMENT_KEEP)] == [True, False]
        assert not allowed(PUBLIC, Permission.CASE_PLAN)

    assert [str(each.value) for each in (of_person, of_role)] == [
        "You are not working with this person. Ask someone on their care team to add you.",
        "Your role does not do this. Ask a colleague whose role does.",
    ]


@pytest.mark.parametrize("missing", ["subject", "category", "at"])
def test_half_a_question_opens_nothing(cast: Cast, acting: Acting, missing: str) -> None:
    asked: dict[str, Any] = {"subject": new_id(), "category": Category.PLAN, "at": now()}
    with acting(cast.navigator) as by, pytest.raises(TypeError, match="asked together"):
        require(by, Permission.CASE_PLAN, unit=by.unit, **{**asked, missing: None})


def test_a_route_is_for_everyone_for_whoever_signed_in_or_for_some_roles() -> None:
    asked = [Role.NAVIGATOR, Role.ANALYST, ""]

    assert [everyone().admits(role) for role in asked] == [True, True, True]
    assert (everyone().public, signed_in().public, only(Role.NAVIGATOR).public) == (True, False, False)
    assert [signed_in().admits(role) for role in asked] == [True, True, True]
    assert [only(Role.NAVIGATOR).admits(role) for role in asked] == [True, False, False]


def test_what_works_by_itself_acts_in_an_office_of_its_own_and_the_audit_says_so(cast: Cast) -> None:
    by = act_as_service(role=ServiceRole.PACE_CLERK, unit=cast.pace.pk, at=now())
    row = record(verb="test.done", by=by, at=now())

    office = Posting.objects.get(role=ServiceRole.PACE_CLERK)
    assert (by.kind, by.id, by.role, by.posting, by.unit) == (
        ActorKind.SERVICE, office.user_id, "pace_clerk", office.pk, cast.pace.pk,
    )  # fmt: skip
    assert isinstance(row, Entry)
    assert (row.actor_kind, row.actor, row.role, row.posting) == ("service", by.id, "pace_clerk", office.pk)


def test_a_row_is_noted_under_whom_it_is_about_in_its_category_or_where_it_names_nobody_by_itself() -> None:
    person, demand = new_id(), new_id()
    of_somebody = {"person_id": person, "id": new_id(), "text": "Josephine M."}
    of_nobody = {"id": demand, "person_id": None, "sender": "A court", "unit_id": new_id()}
    without_keys = {"sender": "A court"}

    assert isinstance(Name.wall, Wall)
    assert told(Name, of_somebody, {person: "identity"})
    assert not told(Name, of_somebody, {person: "plan"})
    assert not told(Name, of_somebody, {of_somebody["id"]: "identity"})
    assert told(Demand, of_nobody, {demand: "consent"})
    assert not told(Demand, of_nobody, {new_id(): "consent"})
    assert told(Demand, without_keys, {new_id(): "consent"})
    assert not told(Demand, without_keys, {})
    assert not told(Consent, {"person_id": person}, {person: "identity"})
    assert not told(Person, {"id": person}, {})


def test_what_was_not_noted_is_named_with_the_category_of_its_row() -> None:
    for row, category in (({"person_id": new_id(), "category": "health"}, "health"), ({"person_id": new_id()}, "any")):
        readings = Readings()
        readings(Note._meta.get_field("text"), row)
        with pytest.raises(Unlogged) as caught:
            refuse_unlogged(Viewer(PUBLIC), readings, route="tests")
        assert str(caught.value) == (
            f"tests reads casework_note.text ({category}): note it on the viewer, or say `not_shown` and why."
        )


def test_an_answer_that_leads_on_or_has_no_body_shows_nothing() -> None:
    answers: list[Any] = [
        HttpResponse("x", status=302), HttpResponse(""), HttpResponse("x"), HttpResponse("x", status=404),
        HttpResponse("x", status=299), HttpResponse("x", status=400), StreamingHttpResponse(iter(["x"])),
    ]  # fmt: skip

    assert [is_empty(each) for each in answers] == [True, True, False, False, False, False, False]


def told(model: Any, row: dict[str, Any], shown: dict[Any, str]) -> bool:
    """Return whether a response that read a row and noted these subjects may leave."""
    viewer, readings = Viewer(PUBLIC), Readings()
    for subject, category in shown.items():
        viewer.show(subject, category)
    readings(next(field for field in model._meta.concrete_fields if field.attname in row), row)
    try:
        refuse_unlogged(viewer, readings, route="tests")
    except Unlogged:
        return False
    return True
