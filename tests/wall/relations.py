"""Who somebody is to a person: each kind of actor in each relation, made in the database, with what they may see.

A relation that an actor can't stand in has its reason here. A new relation is one more member of `Relation`, a line in
`STANDS`, and a case in `reader_in`. What holds for a file while its reader asks is in `standing`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from offramp.access.actions import end_grants, grant, new_link
from offramp.access.enums import Basis, Category, Closeness, LinkRole, Role, Stream
from offramp.access.queries import at_most
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.actions import lift_restriction, restrict_file
from tests.cast import Cast
from tests.conftest import acting_as
from tests.wall.marks import Mark
from tests.wall.person import Whole


class Nobody(StrEnum):
    """Who comes without an office: not signed in at all, or with an account that holds none."""

    STRANGER = "not signed in"
    WITHOUT_OFFICE = "an account without an office"


Actor = Role | LinkRole | Nobody
ACTORS: Final[tuple[Actor, ...]] = (*Role, *LinkRole, *Nobody)


class Relation(StrEnum):
    CARE_TEAM = "on the care team"
    TRIAGING = "triaging an intake about them"
    SAME_TEAM = "in the team that cares for them, off the case"
    OTHER_TEAM = "of the unit, in another team or none"
    AGREED = "an officer on the care team whom the person lets see more"
    WITHDRAWN = "an officer on the care team whom they let see more, and no longer"
    BROKE_GLASS = "opened more because of danger to life"
    LET_IN = "asked to see more, and was allowed"
    ASKED = "asked HELP about them"
    SENT = "of the agency they were sent to"
    CALLED_BACK = "of an agency from which they were called back"
    RESTRICTED = "could see most of a file, on which others alone are named"
    NAMED = "on the care team, and named on the file, which is restricted"
    APART = "has nothing to do with them"
    GONE = "asks for an id of nothing"
    MALFORMED = "asks for an id that is none"


SEATED = frozenset[Actor]({Role.HELP_OFFICER, Role.NAVIGATOR, Role.NAVIGATOR_LEAD, Role.HELP_SUPERVISOR})
TRIAGERS = SEATED - {Role.NAVIGATOR_LEAD}
IN_TEAMS = frozenset[Actor]({Role.HELP_OFFICER, Role.NAVIGATOR})
WORKERS = frozenset[Actor]({Role.AGENCY_WORKER})
STANDS: Final[Mapping[Relation, tuple[frozenset[Actor], str]]] = {
    Relation.CARE_TEAM: (SEATED, "only the unit's officers, navigators, leads and supervisors sit on care teams"),
    Relation.TRIAGING: (TRIAGERS, "only officers, navigators and supervisors triage"),
    Relation.SAME_TEAM: (IN_TEAMS, "only officers and navigators work in teams"),
    Relation.OTHER_TEAM: (SEATED, "has no office in the unit that has the file"),
    Relation.AGREED: (frozenset({Role.HELP_OFFICER}), "such a consent names the officers on the care team"),
    Relation.WITHDRAWN: (frozenset({Role.HELP_OFFICER}), "such a consent names the officers on the care team"),
    Relation.BROKE_GLASS: (IN_TEAMS, "only officers and navigators open a file because of danger to life"),
    Relation.LET_IN: (TRIAGERS, "only officers, navigators and supervisors ask to see more"),
    Relation.ASKED: (frozenset({Role.PATROL_OFFICER}), "patrol asks; whoever logs a call is of the unit"),
    Relation.SENT: (WORKERS, "a referral is sent to an agency, and its workers read it"),
    Relation.CALLED_BACK: (WORKERS, "a referral is sent to an agency, and its workers read it"),
    Relation.RESTRICTED: (
        SEATED | WORKERS | {Role.PATROL_OFFICER, Role.PRIVACY_OFFICER},
        "would see nothing of the file either if it were like any other",
    ),
    Relation.NAMED: (SEATED, "only the unit's officers, navigators, leads and supervisors are named on a file"),
    Relation.APART: (frozenset(ACTORS), ""),
    Relation.GONE: (frozenset(ACTORS), ""),
    Relation.MALFORMED: (frozenset(ACTORS), ""),
}
AGREED_ON = (Category.PROFILE, Category.SUPPORT_NOTES, Category.HEALTH)
IN_DANGER = (Category.WHEREABOUTS, Category.PLAN, Category.HEALTH)
# What those have besides who ask for an id of nothing, or for somebody whose file is restricted: the most they could.
AT_BEST: Final[Mapping[Actor, Relation]] = {
    **dict.fromkeys(SEATED, Relation.CARE_TEAM),
    Role.PATROL_OFFICER: Relation.ASKED,
    Role.AGENCY_WORKER: Relation.SENT,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in a relation: who signs in, or the secret they come by, and on which bases they may see what.

    granted: the categories of each basis that a grant on the person opens at most. sent: which referral is theirs.
    is_closed, is_named: the file is restricted while they ask, to others alone or to them too.
    """

    actor: Actor
    relation: Relation
    user: User | None = None
    posting: UUID | None = None
    secret: str = ""
    granted: Mapping[Basis, frozenset[Category]] = field(default_factory=dict)
    is_of_unit: bool = False
    sent: str = ""
    is_closed: bool = False
    is_named: bool = False

    @property
    def role(self) -> str:
        return self.actor if isinstance(self.actor, Role) else ""

    def reads_on(self, basis: Basis, categories: Iterable[str] = tuple(Category)) -> frozenset[Category]:
        """Return what the ceiling of their role holds on a basis."""
        return frozenset(at_most(self.role, basis, categories)) if self.role else frozenset()

    @property
    def on_file(self) -> frozenset[Category]:
        """Return the categories of the whole file that they may read."""
        if self.is_closed:
            return frozenset()
        by_unit = self.reads_on(Basis.UNIT) if self.is_of_unit else frozenset()
        return by_unit.union(*(self.reads_on(basis, names) for basis, names in self.granted.items()))

    def may_see(self, mark: Mark) -> bool:
        """Say whether a word may reach them: by the file, by duty, as their own, or in the referral sent to them."""
        table = mark.place.split(".")[0]
        if mark.category in self.on_file:
            return True
        if mark.place == "consent_disclosure.recipient" and self.role == Role.PRIVACY_OFFICER:
            return True  # the register of disclosures says to whom
        if self.is_of_unit and table.startswith("triage_"):
            return mark.category in self.reads_on(Basis.TRIAGE)
        if self.is_of_unit and table in ("casework_seat", "casework_accessanswer"):
            return self.role == Role.HELP_SUPERVISOR and not self.is_closed
        if self.relation is Relation.ASKED and table in ("triage_intake", "triage_advice"):
            return mark.category in self.reads_on(Basis.OWN)
        if not table.startswith("referrals_") or mark.place.split()[1] != self.sent:
            return False
        return mark.category in self.reads_on(Basis.REFERRAL)


def pairs() -> list[tuple[Actor, Relation]]:
    """Return each actor with each relation it can stand in; every other pair has its reason in `STANDS`."""
    return [(actor, relation) for relation, (actors, _) in STANDS.items() for actor in ACTORS if actor in actors]


@contextmanager
def standing(reader: Reader, cast: Cast, whole: Whole) -> Iterator[None]:
    """While a reader asks, restrict the file where it is for them; lift that again."""
    if not reader.is_closed and not reader.is_named:
        yield
        return
    named = [cast.navigator.pk, *([reader.user.pk] if reader.is_named and reader.user else [])]
    why = "Her brother works in the west team"
    with acting_as(cast.supervisor) as by:
        restrict_file(person=whole.person, closeness=Closeness.RELATIVE, reason=why, named=named, by=by, at=now())
    try:
        yield
    finally:
        with acting_as(cast.supervisor) as by:
            lift_restriction(person=whole.person, by=by, at=now())


def reader_in(actor: Actor, relation: Relation, cast: Cast, whole: Whole) -> Reader:
    """Make somebody who stands in a relation to the person."""
    if relation in (Relation.GONE, Relation.MALFORMED):
        return _reader_in(actor, AT_BEST.get(actor, Relation.APART), cast, whole)
    if relation is Relation.NAMED:
        return replace(_reader_in(actor, Relation.CARE_TEAM, cast, whole), is_named=True)
    if relation is not Relation.RESTRICTED:
        return _reader_in(actor, relation, cast, whole)
    reader = _reader_in(actor, AT_BEST.get(actor, Relation.APART), cast, whole)
    if reader.user and actor in SEATED:  # whatever else could open it to them: it does not
        _grant(reader.user, whole, Basis.BREAK_GLASS, IN_DANGER, cast)
        _grant(reader.user, whole, Basis.CONSENT, AGREED_ON, cast)
    return replace(reader, is_closed=actor is not Role.PRIVACY_OFFICER, sent="")


def _reader_in(actor: Actor, relation: Relation, cast: Cast, whole: Whole) -> Reader:
    if isinstance(actor, LinkRole):
        return Reader(actor, relation, secret=_link_to(actor, cast, whole))
    if isinstance(actor, Nobody):
        return Reader(actor, relation, user=cast.stranger if actor is Nobody.WITHOUT_OFFICE else None)
    if relation is Relation.ASKED:
        return Reader(actor, relation, cast.constable, _office(cast.constable))
    if actor is Role.AGENCY_WORKER:
        return _worker(actor, relation, cast, whole)
    is_of_unit = actor in SEATED and relation is not Relation.APART
    user = _user(actor, cast.help if is_of_unit else _elsewhere(actor, cast))
    if actor in IN_TEAMS and is_of_unit:
        _join(user, cast.west_team if relation is Relation.OTHER_TEAM else cast.downtown_team)
    return Reader(
        actor, relation, user, _office(user), granted=_grants_of(relation, user, cast, whole), is_of_unit=is_of_unit
    )


def _grants_of(relation: Relation, user: User, cast: Cast, whole: Whole) -> dict[Basis, frozenset[Category]]:
    everything = frozenset(Category)
    if relation is Relation.TRIAGING:
        _grant(user, whole, Basis.TRIAGE, everything, cast)
        return {Basis.TRIAGE: everything}
    if relation is Relation.BROKE_GLASS:
        _grant(user, whole, Basis.BREAK_GLASS, IN_DANGER, cast)
        return {Basis.BREAK_GLASS: frozenset(IN_DANGER)}
    if relation is Relation.LET_IN:
        _grant(user, whole, Basis.ACCESS_REQUEST, everything, cast)
        return {Basis.ACCESS_REQUEST: everything}
    if relation not in (Relation.CARE_TEAM, Relation.AGREED, Relation.WITHDRAWN):
        return {}
    _grant(user, whole, Basis.CARE_TEAM, everything, cast)
    if relation is Relation.CARE_TEAM:
        return {Basis.CARE_TEAM: everything}
    founding = _grant(user, whole, Basis.CONSENT, frozenset(AGREED_ON), cast)
    if relation is Relation.AGREED:
        return {Basis.CARE_TEAM: everything, Basis.CONSENT: frozenset(AGREED_ON)}
    with acting_as(cast.navigator):
        end_grants(founded_on=founding, basis=Basis.CONSENT, at=now())
    return {Basis.CARE_TEAM: everything}


def _grant(user: User, whole: Whole, basis: Basis, categories: Iterable[Category], cast: Cast) -> UUID:
    founding = new_id()
    with acting_as(cast.navigator):
        grant(
            party=user.pk,
            subject=whole.person,
            categories=categories,
            basis=basis,
            founded_on=founding,
            starts_at=now(),
        )
    return founding


def _worker(actor: Actor, relation: Relation, cast: Cast, whole: Whole) -> Reader:
    agency, sent = {
        Relation.SENT: (cast.shelter.pk, "open"),
        Relation.CALLED_BACK: (whole.harbour.pk, ""),
    }.get(relation, (new_id(), ""))
    user = _user(Role.AGENCY_WORKER, None, agency)
    return Reader(actor, relation, user, _office(user), sent=sent)


def _link_to(role: LinkRole, cast: Cast, whole: Whole) -> str:
    """Make a link of this kind out to the person's whole file: no kind of link may open any of it."""
    with acting_as(cast.coordinator):
        _, secret = new_link(subject=whole.person, role=role, categories=Category, stream=Stream.SUPPORT, at=now())
    return secret


def _elsewhere(role: Actor, cast: Cast) -> Unit:
    if role in SEATED or role is Role.PATROL_OFFICER:
        return cast.patrol
    return cast.pace if role in (Role.PACE_COORDINATOR, Role.PACE_MEMBER) else Unit.objects.get(kind=UnitKind.OFFICE)


def _user(role: Role | Actor, unit: Unit | None, agency: UUID | None = None) -> User:
    user = User.objects.create(username=f"u{new_id().hex[-10:]}", name="Sam Reader", joined_at=now())
    Posting.objects.create(user=user, role=str(role), unit=unit, agency=agency, starts_at=now())
    return user


def _join(user: User, team: Team) -> None:
    Membership.objects.create(user=user, team=team, starts_at=now())


def _office(user: User) -> UUID:
    return user.postings.get().pk
