"""Claim an intake, advise, write down what was done about it, say whom it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from offramp.access.enums import Basis, Category
from offramp.accounts.enums import Tier
from offramp.accounts.models import Team
from offramp.activities.enums import Kind, Outcome
from offramp.config.city.city import City
from offramp.config.city.writers.activities import log_activity
from offramp.config.city.writers.triage.closing import close_intake
from offramp.kernel.identity import Actor
from offramp.triage.enums import REFERRALS_TO_HELP, IntakeEnd
from offramp.triage.models import Advice, Assistance, Claim, Intake, IntakePerson, Response


def claim(city: City, *, intake: UUID, team: UUID | None, is_going: bool, by: Actor, at: datetime) -> UUID:
    """Write that a team took an intake."""
    row, known = city.book.get(Intake, intake), city.intakes[intake]
    ours = _acting_team(city, by, row, team)
    made = city.book.add(
        Claim(pk=city.book.id_at(at), intake=row, unit_id=city.unit, team=ours, is_going=is_going, at=at, by_id=by.user)
    )
    known.claim = made.pk
    row.team_id, row.tier, row.claimed_at, row.going_at = ours.pk, ours.tier, at, at if is_going else None
    for person in known.people:
        _open_to(city, intake, person, [ours.pk], at)
    _close_to_teams(city, intake, ours.pk, at)
    fields = ["team", "tier", "claimed_at", "going_at"]
    city.book.record("intake.claimed", by, at, subject=made.pk, about=intake, fields=fields)
    return made.pk


def give_advice(city: City, *, intake: UUID, text: str, by: Actor, at: datetime, then_close: bool = False) -> UUID:
    """Write advice on an intake; the first makes it a consultation."""
    advice = advise(city, city.book.get(Intake, intake), text, by, at)
    if then_close:
        close_intake(city, intake=intake, end=IntakeEnd.ADVISED, by=by, at=at)
    return advice


def advise(city: City, row: Intake, text: str, by: Actor, at: datetime) -> UUID:
    """Write advice, count it once, and return its key."""
    known, team = city.intakes[row.pk], _acting_team(city, by, row)
    advice = city.book.add(
        Advice(
            pk=city.book.id_at(at),
            intake=row,
            unit_id=city.unit,
            text=text,
            for_user_id=row.asked_by_id,
            at=at,
            by_id=by.user,
        )
    )
    if not known.is_advised and row.door not in REFERRALS_TO_HELP:
        _count_consultation(city, row, team, text, by, at)
    known.is_advised = True
    _answered(city, row, team, by, at)
    city.book.record("advice.given", by, at, subject=advice.pk, about=row.pk)
    return advice.pk


def respond(
    city: City,
    *,
    intake: UUID,
    team: UUID | None,
    people: Sequence[UUID],
    staff: Sequence[UUID],
    by: Actor,
    at: datetime,
    then_close: bool = False,
    **done: Any,
) -> UUID:
    """Write what was done about an intake, and link it with whom it was about. done: as `log_activity` takes it."""
    row, known = city.book.get(Intake, intake), city.intakes[intake]
    ours = _acting_team(city, by, row, team)
    activity = log_activity(city, team=ours.pk, people=people, staff=staff, by=by, at=at, **done)
    new = [user for user in staff if user not in known.went]
    _answer_by(city, row, activity, at)
    known.went += new
    for person in known.people:
        _open_to(city, intake, person, new, at)
    for person in people:
        _link(city, row, person, ours.pk, by, at)
    _answered(city, row, ours, by, at)
    city.book.record("intake.responded", by, at, subject=activity, about=intake)
    if then_close:
        close_intake(city, intake=intake, end=IntakeEnd.RESPONDED, by=by, at=at)
    return activity


def _link(city: City, row: Intake, person: UUID, team: UUID, by: Actor, at: datetime) -> None:
    known = city.intakes[row.pk]
    if person in known.people:
        return
    city.book.add(
        IntakePerson(
            pk=city.book.id_at(at),
            intake=row,
            unit_id=city.unit,
            person_id=person,
            linked_at=at,
            linked_by_id=by.user,
        )
    )
    known.people.append(person)
    _open_to(city, row.pk, person, [team, *known.went], at)
    city.book.record("intake.linked", by, at, subject=row.pk, about=person)


def _open_to(city: City, intake: UUID, person: UUID, parties: Iterable[UUID], at: datetime) -> None:
    opened = city.intakes[intake].opened
    for party in sorted({party for party in parties if (party, person) not in opened}):
        opened.add((party, person))
        city.book.grant(
            at,
            party=party,
            subject=person,
            categories=list(Category),
            basis=Basis.TRIAGE,
            founded_on=intake,
            unit=city.unit,
        )


def _close_to_teams(city: City, intake: UUID, but: UUID, at: datetime) -> None:
    """Close whom an intake is about to every other team, as `claim` does."""
    others = {team for team in city.ground.teams.values() if team != but}
    for row in city.book.grants.get((intake, str(Basis.TRIAGE)), ()):
        if row.party in others and (row.ends_at is None or row.ends_at > at):
            row.ends_at = max(at, row.starts_at)
            city.intakes[intake].opened.discard((row.party, row.subject))


def _count_consultation(city: City, row: Intake, team: Team, text: str, by: Actor, at: datetime) -> None:
    activity = log_activity(
        city,
        kind=Kind.CONSULTATION,
        team=team.pk,
        happened_at=at,
        branch=row.branch_id,
        neighbourhood=row.neighbourhood_id,
        place=row.place,
        people=city.intakes[row.pk].people,
        staff=[by.user],
        outcome=Outcome.ADVISED,
        facts=text,
        told="",
        occurrence="",
        patrol_released_at=None,
        minutes=None,
        by=by,
        at=at,
    )
    city.intakes[row.pk].went.append(by.user)
    _answer_by(city, row, activity, at)


def _answer_by(city: City, row: Intake, activity: UUID, at: datetime) -> None:
    city.book.add(Response(pk=city.book.id_at(at), intake=row, unit_id=city.unit, activity_id=activity, at=at))


def _answered(city: City, row: Intake, team: Team, by: Actor, at: datetime) -> None:
    row.answered_at = row.answered_at or at
    known = city.intakes[row.pk]
    if row.door in REFERRALS_TO_HELP and team.tier == Tier.CORE and not known.is_assisted:
        known.is_assisted = True
        city.book.add(
            Assistance(
                pk=city.book.id_at(at), intake=row, unit_id=city.unit, tier=team.tier, team=team, at=at, by_id=by.user
            )
        )


def _acting_team(city: City, by: Actor, row: Intake, chosen: UUID | None = None) -> Team:
    return city.book.get(Team, chosen or (row.team_id if row.team_id in by.teams else by.teams[0]))
