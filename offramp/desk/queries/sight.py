"""Who can see anything of one person now: which categories, on which basis, since and until when; and who looked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from offramp.access.enums import AnyCategory, Basis, Category, Permission, Role
from offramp.access.queries import at_most, is_work_of_a_unit, oversight_at_most, require, role_in_words
from offramp.accounts.queries import holders_of_roles, names_of_users, offices_held_by, roles_in_teams, workers_of
from offramp.audit.queries import looks_counted
from offramp.desk.queries.pages import page_in_words
from offramp.desk.record.why import span
from offramp.directory.queries import agency_names
from offramp.kernel.identity import Viewer
from offramp.people.queries import restricted_file

GROUNDS: Final = "SELECT party, basis, categories, founded_on, starts_at, ends_at FROM desk_who_sees(%s)"
BASES: Final[Mapping[Basis, object]] = {
    Basis.UNIT: gettext_lazy("Works in the unit that has the file"),
    Basis.TRIAGE: gettext_lazy("Answers what reached the unit about the person"),
    Basis.CARE_TEAM: gettext_lazy("On the care team"),
    Basis.REFERRAL: gettext_lazy("Was sent a referral, or the notice that it was called back"),
    Basis.CONSENT: gettext_lazy("The person agreed"),
    Basis.INCIDENT: gettext_lazy("Looked up how to approach, for an incident"),
    Basis.OWN: gettext_lazy("What they wrote, asked or were told themselves"),
    Basis.LINK: gettext_lazy("Holds a secret link"),
    Basis.REVIEW: gettext_lazy("Reviews what was done"),
    Basis.BREAK_GLASS: gettext_lazy("Opened it because of danger to life"),
    Basis.ACCESS_REQUEST: gettext_lazy("Asked to see it, with a reason, and was allowed"),
    Basis.PURPOSE: gettext_lazy("Said for which of the purposes in the law"),
    Basis.CONFERENCE: gettext_lazy("Takes part in the meeting"),
    Basis.ADMINISTERING: gettext_lazy("Has the young person's case"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What opens something of a person: to a party, or without one to the unit's roles on triage duty."""

    party: UUID | None
    basis: Basis
    categories: frozenset[str]
    founded_on: UUID | None
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Sight:
    """Who sees which categories of a person on one ground. `many`: how many hold the role, where it is no one user.

    role: its code. user, team, agency: who, where it is not a role of the whole unit.
    """

    who: str
    role: str
    categories: tuple[AnyCategory, ...]
    basis: Basis
    since: datetime | None = None
    until: datetime | None = None
    many: int = 0
    user: UUID | None = None
    team: UUID | None = None
    agency: UUID | None = None

    @property
    def office(self) -> str:
        return role_in_words(self.role)

    @property
    def what(self) -> list[str]:
        return [str(category.label) for category in self.categories]

    @property
    def why(self) -> str:
        """Return the basis in words, with from when until when."""
        return " ".join(
            part for part in (str(BASES[self.basis]), self.since and span(self.basis, self.since, self.until)) if part
        )


@dataclass(frozen=True, slots=True)
class LookedBy:
    """How often somebody looked, by which page, and when last."""

    who: str
    reader: UUID | None
    office: str
    page: str
    times: int
    last_at: datetime


def who_sees(viewer: Viewer, person: UUID, *, at: datetime) -> list[Sight] | None:
    """Return who can see anything of a person now; None where there is nobody, or the viewer may not know.

    For the privacy officer, and for a navigator on the care team. It is what the wall opens at most: whether there is
    a row in each category is not told.
    """
    unit = _unit_of(person)
    if unit is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(GROUNDS, [person])
        grounds = [
            Ground(party, Basis(basis), frozenset(names), founded, since, until)
            for party, basis, names, founded, since, until in cursor.fetchall()
        ]
    viewer.show(person, Category.CONSENT)
    held = holders_of_roles(unit, at=at)
    parties = {ground.party for ground in grounds if ground.party}
    found = [*_by_name(grounds, parties, unit, at), *_by_team(grounds, parties, at), *_by_agency(grounds, parties, at)]
    restricted = restricted_file(viewer, person)
    if restricted:
        named = {user for user, _name in restricted.named}
        found = [sight for sight in found if sight.user in named]
        held = Counter(office.role for office in offices_held_by(named, at=at) if office.unit_id == unit)
    return [*_joined(found), *_by_role(grounds, held)]


def bases_in_words(names: Iterable[str]) -> str:
    """Return why something was open to somebody else, in words; a name that is no basis stands as it is."""
    return "; ".join(str(BASES[Basis(name)]) if name in Basis else name for name in names)


def known_person(key: UUID | None) -> UUID | None:
    """Return an id where it is a person's of whom the reader may know who sees them, else None."""
    return key if key and _unit_of(key) else None


def who_looked(viewer: Viewer, person: UUID, *, from_at: datetime, until_at: datetime) -> list[LookedBy]:
    """Return who looked at a person in a period, and at what was sent or asked about them, most often first."""
    require(viewer.actor, Permission.LOG_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_subjects_of(%s)", [person])
        subjects = [row[0] for row in cursor.fetchall()]
    looked = looks_counted(subjects, from_at=from_at, until_at=until_at)
    names = names_of_users(row.reader for row in looked if row.reader)
    return [
        LookedBy(
            names.get(row.reader, "") if row.reader else "",
            row.reader,
            role_in_words(row.role),
            page_in_words(row.route),
            row.times,
            row.last_at,
        )
        for row in looked
    ]


def _unit_of(person: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_unit_of(%s)", [person])
        unit: UUID | None = cursor.fetchone()[0]
    return unit


def _by_role(grounds: list[Ground], held: Mapping[str, int]) -> Iterator[Sight]:
    for role in Role:
        if not held.get(role):
            continue
        known = at_most(role, Basis.UNIT, Category)
        if known:
            yield Sight(role_in_words(role), role, known, Basis.UNIT, many=held[role])
        on_duty = [ground for ground in grounds if ground.party is None]
        names = {name for ground in on_duty for name in ground.categories}
        # Who sits on the care team, on duty a supervisor alone sees: it is all of the plan that duty opens.
        told = at_most(role, Basis.TRIAGE, names if role == Role.HELP_SUPERVISOR else names - {Category.PLAN})
        if told:
            yield Sight(role_in_words(role), role, told, Basis.TRIAGE, many=held[role])


def _by_name(grounds: list[Ground], parties: Iterable[UUID], unit: UUID, at: datetime) -> Iterator[Sight]:
    """Tell who sees by name. What is the work of the unit that has the file opens in an office of that unit alone."""
    for office in offices_held_by(parties, at=at):
        for ground in grounds:
            if is_work_of_a_unit(ground.basis) and office.unit_id != unit:
                continue
            seen = _told(office.role, ground.basis, ground.categories)
            if ground.party == office.user_id and seen:
                yield Sight(
                    office.user.name, office.role, seen, ground.basis, ground.since, ground.until, user=office.user_id
                )


def _by_team(grounds: list[Ground], parties: Iterable[UUID], at: datetime) -> Iterator[Sight]:
    for team, name, role, many in roles_in_teams(parties, at=at):
        for ground in grounds:
            seen = at_most(role, ground.basis, ground.categories)
            if ground.party == team and seen:
                yield Sight(name, role, seen, ground.basis, ground.since, ground.until, many, team=team)


def _by_agency(grounds: list[Ground], parties: Iterable[UUID], at: datetime) -> Iterator[Sight]:
    names, workers = agency_names(parties, localdate(at)), workers_of(parties, Role.AGENCY_WORKER, at=at)
    for ground in grounds:
        seen = at_most(Role.AGENCY_WORKER, ground.basis, ground.categories)
        if ground.party in names and seen:
            yield Sight(
                names[ground.party],
                Role.AGENCY_WORKER,
                seen,
                ground.basis,
                ground.since,
                ground.until,
                workers.get(ground.party, 0),
                agency=ground.party,
            )


def _joined(sights: Iterable[Sight]) -> list[Sight]:
    """Put what one party wrote themselves into one line; each other ground stands alone, by name."""
    own: dict[tuple[UUID | None, str], Sight] = {}
    rest: list[Sight] = []
    for sight in sights:
        if sight.basis is not Basis.OWN:
            rest.append(sight)
            continue
        before = own.get((sight.user, sight.role), sight)
        moments = [moment for moment in (before.since, sight.since) if moment]
        own[sight.user, sight.role] = Sight(
            sight.who,
            sight.role,
            _told(sight.role, Basis.OWN, [*before.categories, *sight.categories]),
            Basis.OWN,
            min(moments, default=None),
            user=sight.user,
        )
    order = list(Basis)
    return sorted([*rest, *own.values()], key=lambda sight: (order.index(sight.basis), sight.who))


def _told(role: str, basis: Basis, categories: Iterable[str]) -> tuple[AnyCategory, ...]:
    asked = list(categories)
    return (*at_most(role, basis, asked), *oversight_at_most(role, basis, asked))
