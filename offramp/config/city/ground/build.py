"""Write the ground into the book, and know it by name afterwards."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from offramp.access.enums import Category, Role, ServiceRole
from offramp.accounts.enums import Tier, UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User
from offramp.areas.models import Branch, CoverageHours, Neighbourhood
from offramp.config.city.book import Book
from offramp.config.city.ground.agencies import AGENCIES, EXPANSION, AgencyPlan
from offramp.config.city.ground.members import accounts
from offramp.config.city.ground.places import BRANCHES, HOURS, NEIGHBOURHOODS
from offramp.config.city.ground.staff import (
    CORE,
    PACE_FOUNDED,
    PARTNERS_IN_MEETINGS,
    PARTNERS_OF_THE_YOUNG,
    STAFF,
    UNITS,
    WITH_THE_YOUNG,
    YOUNG,
    YOUNG_BEGAN,
    StaffPlan,
)
from offramp.config.city.moments import local
from offramp.consent.models import Agreement
from offramp.directory.models import Agency, AgencyName, Partnership, Service
from offramp.kernel.identity import Actor, ActorKind

BEFORE = date(2018, 1, 8)
"""When accounts and tables of the ground were made: before anything happens."""
THEN = local(EXPANSION)
"""The one moment at which staff change their teams and employers."""
SHARED = frozenset(Category) - {Category.SAFETY}


@dataclass(slots=True)
class Ground:
    """Everything that stands before the lives, by code, username and name."""

    unit: UUID
    units: dict[str, UUID] = field(default_factory=dict)
    branches: dict[str, UUID] = field(default_factory=dict)
    neighbourhoods: dict[str, list[tuple[str, UUID]]] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    services: dict[str, list[Service]] = field(default_factory=dict)
    agency_plans: dict[str, AgencyPlan] = field(default_factory=dict)
    users: dict[str, UUID] = field(default_factory=dict)
    officers: set[UUID] = field(default_factory=set)
    postings: dict[str, list[Posting]] = field(default_factory=dict)
    memberships: dict[str, list[Membership]] = field(default_factory=dict)
    clerk: Actor = field(default_factory=lambda: Actor(ActorKind.SERVICE))
    """PACE, where it acts by itself."""
    _actors: dict[tuple[str, bool], Actor] = field(default_factory=dict)
    _duties: dict[tuple[str, Role, bool], list[str]] = field(default_factory=dict)

    def actor(self, username: str, at: datetime) -> Actor:
        """Return a user as the one who acts at that moment."""
        known = (username, at >= THEN)
        if known not in self._actors:
            self._actors[known] = self._actor(username, at)
        return self._actors[known]

    def _actor(self, username: str, at: datetime) -> Actor:
        posting = next(held for held in self.postings[username] if _in_force(held, at))
        teams = (row.team_id for row in self.memberships.get(username, ()) if _in_force(row, at))
        return Actor(
            kind=ActorKind.USER,
            id=posting.user_id,
            role=posting.role,
            posting=posting.pk,
            unit=posting.unit_id,
            agency=posting.agency,
            teams=tuple(teams),
        )

    def partners(self, on: date) -> list[str]:
        """Return the agencies that are partners on a day, by code."""
        return [
            code
            for code, plan in self.agency_plans.items()
            if plan.starts_on <= on and (plan.ends_on is None or on <= plan.ends_on)
        ]

    def on_duty(self, team: str, role: Role, at: datetime) -> list[str]:
        """Return who works in a team at that moment in a role, by username."""
        known = (team, role, at >= THEN)
        if known not in self._duties:
            self._duties[known] = [
                username
                for username, rows in self.memberships.items()
                if any(row.team_id == self.teams[team] and _in_force(row, at) for row in rows)
                and self.actor(username, at).role == role
            ]
        return self._duties[known]


def _in_force(row: Posting | Membership, at: datetime) -> bool:
    return row.starts_at <= at and (row.ends_at is None or at < row.ends_at)


def build_ground(book: Book, today: date) -> Ground:
    """Write branches, units, teams, agencies, staff and who is on the roster of PACE by today into the book."""
    at = local(BEFORE)
    ground = Ground(unit=book.id_at(at))
    _branches(book, ground, at)
    _units_and_teams(book, ground, at)
    for plan in AGENCIES:
        _agency(book, ground, plan, at)
    for person in (*STAFF, *accounts(today)):
        _member(book, ground, person, at)
    _clerk(book, ground, local(PACE_FOUNDED))
    _young(book, ground, local(YOUNG_BEGAN))
    return ground


def _young(book: Book, ground: Ground, at: datetime) -> None:
    """Write the unit for young people: its team, its staff, the partners with whom it has agreements of its own."""
    unit = book.add(Unit(pk=book.id_at(at), name="Young people support", kind=UnitKind.YOUNG_PEOPLE))
    team = Team(pk=book.id_at(at), unit=unit, name="Young people support team", tier=Tier.CITYWIDE)
    ground.units[YOUNG], ground.teams[YOUNG] = unit.pk, book.add(team).pk
    for code in PARTNERS_OF_THE_YOUNG:
        shared: dict[str, Any] = {"agency_id": ground.agencies[code], "unit": unit, "starts_on": YOUNG_BEGAN}
        book.add(Partnership(pk=book.id_at(at), seats=0, **shared))
        book.add(Agreement(pk=book.id_at(at), categories=sorted(SHARED), reference=f"ISA-Y-{code}", **shared))
    for person in WITH_THE_YOUNG:
        _member(book, ground, person, at)
    for code in PARTNERS_IN_MEETINGS:
        shared = {"agency_id": ground.agencies[code], "unit_id": ground.units["diversion"], "starts_on": YOUNG_BEGAN}
        book.add(Agreement(pk=book.id_at(at), categories=sorted(SHARED), reference=f"ISA-D-{code}", **shared))


def _branches(book: Book, ground: Ground, at: datetime) -> None:
    for position, (code, name) in enumerate(BRANCHES.items(), start=1):
        branch = book.add(Branch(pk=book.id_at(at), name=name, code=code, position=position))
        ground.branches[code] = branch.pk
        starts, ends = (time.fromisoformat(text) for text in HOURS[code])
        for weekday in range(7):
            book.add(CoverageHours(pk=book.id_at(at), branch=branch, weekday=weekday, starts=starts, ends=ends))
        ground.neighbourhoods[code] = [
            (part, book.add(Neighbourhood(pk=book.id_at(at), name=part, branch=branch)).pk)
            for part in NEIGHBOURHOODS[code]
        ]


def _units_and_teams(book: Book, ground: Ground, at: datetime) -> None:
    for kind, name in UNITS.items():
        key = ground.unit if kind == "help" else book.id_at(at)
        ground.units[kind] = book.add(Unit(pk=key, name=name, kind=UnitKind(kind))).pk
    core = Team(pk=book.id_at(at), unit_id=ground.unit, name="Core team", tier=Tier.CORE)
    ground.teams[CORE] = book.add(core).pk
    for code, name in BRANCHES.items():
        team = Team(
            pk=book.id_at(at),
            unit_id=ground.unit,
            name=f"{name} team",
            tier=Tier.BRANCH,
            branch_id=ground.branches[code],
        )
        ground.teams[code] = book.add(team).pk


def _agency(book: Book, ground: Ground, plan: AgencyPlan, at: datetime) -> None:
    agency = book.add(Agency(pk=book.id_at(at), code=plan.code, phone=plan.phone))
    ground.agencies[plan.code], ground.agency_plans[plan.code] = agency.pk, plan
    for text, starts_on, ends_on in plan.names:
        book.add(AgencyName(pk=book.id_at(at), agency=agency, text=text, starts_on=starts_on, ends_on=ends_on))
    book.add(
        Partnership(
            pk=book.id_at(at),
            agency=agency,
            unit_id=ground.unit,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            seats=plan.seats,
        )
    )
    book.add(
        Agreement(
            pk=book.id_at(at),
            unit_id=ground.unit,
            agency=agency,
            categories=sorted(SHARED),
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            reference=f"ISA-{plan.starts_on.year}-{len(ground.agencies):02}",
        )
    )
    ground.services[plan.code] = [
        book.add(
            Service(
                pk=book.id_at(at),
                agency=agency,
                name=service.name,
                kind=service.kind,
                reveals=service.reveals,
                is_long_term=service.long_term,
                how_to_reach=service.how,
                places=service.places,
                places_told_at=local(plan.starts_on, 9) if service.places is not None else None,
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
            )
        )
        for service in plan.services
    ]


def _member(book: Book, ground: Ground, plan: StaffPlan, at: datetime) -> None:
    user = book.add(
        User(
            pk=book.id_at(at),
            username=plan.username,
            password=f"!{plan.username}",
            email=f"{plan.username}@offramp.example",
            name=plan.name,
            phone="780-555-0199",
            joined_at=local(plan.offices[0].starts_on),
        )
    )
    ground.users[plan.username] = user.pk
    if plan.offices[-1].role == Role.HELP_OFFICER:
        ground.officers.add(user.pk)
    ground.postings[plan.username] = [
        book.add(
            Posting(
                pk=book.id_at(at),
                user=user,
                role=office.role,
                unit_id=ground.units[office.unit] if office.unit else None,
                agency=ground.agencies[office.agency] if office.agency else None,
                starts_at=local(office.starts_on),
                ends_at=local(office.ends_on) if office.ends_on else None,
            )
        )
        for office in plan.offices
    ]
    ground.memberships[plan.username] = [
        book.add(
            Membership(
                pk=book.id_at(at),
                user=user,
                team_id=ground.teams[team],
                starts_at=local(starts_on),
                ends_at=local(ends_on) if ends_on else None,
            )
        )
        for team, starts_on, ends_on in plan.teams
    ]


def _clerk(book: Book, ground: Ground, at: datetime) -> None:
    """Write what acts for PACE by itself into the book, as `accounts.actions.office_of_service` does."""
    role, unit = ServiceRole.PACE_CLERK, ground.units["pace"]
    user = book.add(User(pk=book.id_at(at), username=role, password=f"!{role}", name=str(role.label), joined_at=at))
    posting = book.add(Posting(pk=book.id_at(at), user=user, role=role, unit_id=unit, starts_at=at))
    ground.clerk = Actor(ActorKind.SERVICE, id=user.pk, role=role, posting=posting.pk, unit=unit)
    by = Actor(ActorKind.SERVICE, id=user.pk, role=role)
    book.record("account.opened", by, at, subject=user.pk)
    book.record("account.office_given", by, at, subject=user.pk, fields=[role])
