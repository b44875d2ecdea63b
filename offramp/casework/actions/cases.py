"""Accept into case management, move along the way, close."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Category, Permission, Role
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.care_team import end_held_seat, seat
from offramp.casework.actions.holding import held
from offramp.casework.enums import ClosureOutcome, Phase
from offramp.casework.models import Case, Closure, PhaseChange
from offramp.consent.actions import hold_who_sees
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.turns import one_at_a_time
from offramp.people.queries import status_of

TAKES_ON = frozenset({Role.HELP_OFFICER, Role.NAVIGATOR})
"""Whoever of these accepts a person sits on the care team from then on."""


@transaction.atomic
def accept_case(
    *, person: UUID, team: UUID, reason: str = "", seats: Sequence[UUID] = (), by: Actor, at: datetime
) -> Case:
    """Accept a person into case management for a team; one open case for each person.

    The officer or navigator who accepts takes a seat on the care team if they have none, and leads it if nobody
    else does; `seats` are others to seat with them. The first phase begins: goals may open on day one.
    """
    require(by, Permission.CASE_ACCEPT, subject=person, unit=by.unit, category=Category.PLAN, at=at)
    one_at_a_time(what="case", about=person)
    rules.check_can_accept(
        has_open_case=queries.open_cases().filter(person=person).exists(),
        status=status_of(Viewer(by), [person])[person],
    )
    accepting = queries.team_of_unit(team, unit=by.unit)
    case = Case.objects.create(
        person_id=person,
        unit_id=by.home,
        team=accepting,
        tier=accepting.tier,
        accepted_at=at,
        accepted_by_id=by.user,
        reason=reason.strip(),
    )
    enter_phase(case=case, phase=Phase.STABILISE, by=by, at=at)
    audit.record(verb="casework.case_accepted", by=by, at=at, subject=case.pk, about=person, fields=["team"])
    _fill_seats(person, seats, by, at)
    return case


def _fill_seats(person: UUID, seats: Sequence[UUID], by: Actor, at: datetime) -> None:
    own = [by.user] if by.role in TAKES_ON else []
    for user in dict.fromkeys([*own, *seats]):
        taken = queries.seats_in_force(person)
        if not taken.filter(user=user).exists():
            seat(person=person, user=user, reason="", is_lead=not taken.filter(is_lead=True).exists(), by=by, at=at)


@transaction.atomic
def move_phase(*, case: UUID, phase: Phase, by: Actor, at: datetime) -> PhaseChange:
    """Move a case to another phase on the way, forward or back; it closes by `close_case` alone."""
    moved = held_open_case(case=case, permission=Permission.CASE_MOVE, by=by, at=at)
    rules.check_can_move(now_in=queries.phase_now(moved.pk), to=phase)
    change = enter_phase(case=moved, phase=phase, by=by, at=at)
    audit.record(verb="casework.phase_entered", by=by, at=at, subject=case, about=moved.person_id, fields=["phase"])
    return change


def enter_phase(*, case: Case, phase: Phase, by: Actor, at: datetime) -> PhaseChange:
    """Write down that a case entered a phase."""
    return PhaseChange.objects.create(
        case=case, person_id=case.person_id, unit_id=case.unit_id, phase=phase, at=at, by_id=by.user
    )


@transaction.atomic
def close_case(
    *, case: UUID, outcome: ClosureOutcome, words: str = "", ends_team: bool = False, by: Actor, at: datetime
) -> Closure:
    """Close a case with an outcome, and what the person says of it, if they will.

    No promise of the case reminds anybody from then on. ends_team: every seat ends too, the actor's own last.
    """
    closing = held_open_case(case=case, permission=Permission.CASE_CLOSE, by=by, at=at)
    person = closing.person_id
    rules.check_can_close(outcome=outcome, status=status_of(Viewer(by), [person])[person])
    closure = Closure.objects.create(
        case=closing,
        person_id=person,
        unit_id=closing.unit_id,
        outcome=outcome,
        words=words.strip(),
        at=at,
        by_id=by.user,
    )
    enter_phase(case=closing, phase=Phase.CLOSED, by=by, at=at)
    audit.record(verb="casework.case_closed", by=by, at=at, subject=case, about=person, fields=["outcome", "words"])
    if ends_team:
        _end_team(person, by, at)
    return closure


def _end_team(person: UUID, by: Actor, at: datetime) -> None:
    hold_who_sees(person=person)
    seats = list(queries.seats_in_force(person).select_for_update())
    for seated in sorted(seats, key=lambda seated: seated.user_id == by.id):
        end_held_seat(seated=seated, reason="", by=by, at=at)


def held_open_case(*, case: UUID, permission: Permission, by: Actor, at: datetime) -> Case:
    """Lock a case that the actor may change and return it; refuse a closed one."""
    found = held(model=Case, pk=case)
    require(by, permission, subject=found.person_id, unit=found.unit_id, category=Category.PLAN, at=at)
    rules.check_open(Closure.objects.filter(case=found).values_list("at", flat=True).first())
    return found
