"""Who somebody is to a young person's measure: each kind of actor in each relation, and what the rules give them.

A relation that an actor can't stand in has its reason here, as in `relations`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from offramp.access.actions import act_as_service, new_link, set_identity, set_term
from offramp.access.enums import (
    AnyCategory,
    Basis,
    LinkRole,
    MeasuresCategory,
    Operation,
    Role,
    ServiceRole,
    Stream,
)
from offramp.access.who_sees_what import allows
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Unit, User
from offramp.diversion.actions import close_openings, open_for_purpose
from offramp.diversion.enums import Purpose
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import acting_as
from tests.wall.measure import BORN, WholeMeasure, a_user
from tests.wall.relations import Nobody

M = MeasuresCategory
Actor = Role | LinkRole | ServiceRole | Nobody
ACTORS: Final[tuple[Actor, ...]] = (*Role, *LinkRole, *ServiceRole, *Nobody)


class Relation(StrEnum):
    HAS_CASE = "has the case, and led the meeting"
    HAD_CASE = "had the case, and handed it on"
    SAME_UNIT = "of the unit, without the case"
    OPENED = "opened it for a purpose"
    PURPOSE_ENDED = "opened it for a purpose, and closed it again"
    TAKES_PART = "takes part in the meeting"
    WROTE = "wrote it"
    REQUEST = "the young person asked them what is held"
    TERM_OVER = "would see most of it, but its term is over"
    APART = "has nothing to do with it"


YOUTH_OFFICERS = frozenset[Actor]({Role.YOUTH_OFFICER})
OPENERS = frozenset[Actor]({Role.YOUTH_OFFICER, Role.PATROL_OFFICER})
PARTNERS = frozenset[Actor]({Role.YOUTH_OFFICER, Role.AGENCY_WORKER})
STANDS: Final[Mapping[Relation, tuple[frozenset[Actor], str]]] = {
    Relation.HAS_CASE: (YOUTH_OFFICERS, "only youth officers have cases"),
    Relation.HAD_CASE: (YOUTH_OFFICERS, "only youth officers have cases"),
    Relation.SAME_UNIT: (YOUTH_OFFICERS, "only youth officers are of the unit"),
    Relation.OPENED: (OPENERS, "may state no such purpose"),
    Relation.PURPOSE_ENDED: (OPENERS | {Role.PRIVACY_OFFICER}, "may state no purpose"),
    Relation.TAKES_PART: (PARTNERS, "only partners and youth officers take part by an account"),
    Relation.WROTE: (frozenset({Role.PATROL_OFFICER}), "the record of the scene was written by patrol"),
    Relation.REQUEST: (frozenset({Role.PRIVACY_OFFICER}), "only the privacy officer answers a young person"),
    Relation.TERM_OVER: (OPENERS | PARTNERS | {Role.PRIVACY_OFFICER}, "would see nothing of it either if it stood"),
    Relation.APART: (frozenset(ACTORS), ""),
}
# As what those stand to it whose term is over: what gives them most.
AT_BEST: Final[Mapping[Actor, Relation]] = {
    Role.YOUTH_OFFICER: Relation.HAS_CASE,
    Role.PATROL_OFFICER: Relation.OPENED,
    Role.AGENCY_WORKER: Relation.TAKES_PART,
    Role.PRIVACY_OFFICER: Relation.REQUEST,
}
GIVES: Final[Mapping[Relation, frozenset[Basis]]] = {
    Relation.HAS_CASE: frozenset({Basis.PURPOSE, Basis.ADMINISTERING, Basis.CONFERENCE}),
    Relation.OPENED: frozenset({Basis.PURPOSE}),
    Relation.TAKES_PART: frozenset({Basis.CONFERENCE}),
    Relation.REQUEST: frozenset({Basis.ACCESS_REQUEST}),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in a relation: who signs in, or the secret they come by, and on which bases they stand."""

    actor: Actor
    relation: Relation
    user: User | None = None
    posting: UUID | None = None
    secret: str = ""
    bases: frozenset[Basis] = frozenset()
    is_of_unit: bool = False
    has_opened: bool = False
    """They wrote an opening: their own row."""
    is_over: bool = False

    @property
    def role(self) -> str:
        return self.actor if isinstance(self.actor, Role) else ""

    def may(self, operation: Operation, basis: Basis, category: AnyCategory) -> bool:
        """Say whether the ceiling of their role holds this."""
        return bool(self.role) and allows(self.role, operation, basis, category)

    @property
    def sees(self) -> frozenset[MeasuresCategory]:
        """Return the categories of the record of which a row may reach them."""
        if self.is_over:
            return frozenset()
        bases = {*self.bases, *([Basis.UNIT] if self.is_of_unit else [])}
        return frozenset(each for each in M if any(self.may(Operation.READ, basis, each) for basis in bases))


def pairs() -> list[tuple[Actor, Relation]]:
    """Return each actor with each relation it can stand in; every other pair has its reason in `STANDS`."""
    return [(actor, relation) for relation, (actors, _) in STANDS.items() for actor in ACTORS if actor in actors]


def reader_in(actor: Actor, relation: Relation, cast: Cast, whole: WholeMeasure) -> Reader:
    """Make somebody who stands in a relation to the record."""
    if relation is not Relation.TERM_OVER:
        return _reader_in(actor, relation, cast, whole)
    return replace(_reader_in(actor, AT_BEST[actor], cast, whole), relation=relation, is_over=True)


def _reader_in(actor: Actor, relation: Relation, cast: Cast, whole: WholeMeasure) -> Reader:
    if isinstance(actor, LinkRole):
        return Reader(actor, relation, secret=_link_to(actor, cast, whole))
    if isinstance(actor, ServiceRole):
        return _service(actor, relation, cast)
    if isinstance(actor, Nobody):
        return Reader(actor, relation, user=cast.stranger if actor is Nobody.WITHOUT_OFFICE else None)
    user = _who(actor, relation, cast, whole)
    opens = relation in (Relation.OPENED, Relation.PURPOSE_ENDED, Relation.REQUEST)
    if opens:
        _open(user, whole, ended=relation is Relation.PURPOSE_ENDED)
    return Reader(
        actor,
        relation,
        user,
        user.postings.get().pk,
        bases=GIVES.get(relation, frozenset()),
        is_of_unit=actor is Role.YOUTH_OFFICER and relation is not Relation.APART,
        has_opened=opens or relation is Relation.HAS_CASE,
    )


def _who(actor: Role, relation: Relation, cast: Cast, whole: WholeMeasure) -> User:
    if relation is Relation.WROTE:
        return whole.writer
    if relation is Relation.HAS_CASE:
        return cast.youth_officer
    if relation is Relation.HAD_CASE:
        return cast.other_youth_officer
    if relation is Relation.TAKES_PART:
        return whole.partner if actor is Role.AGENCY_WORKER else whole.supporter
    return a_user(actor, _unit_of(actor, relation, cast), new_id() if actor is Role.AGENCY_WORKER else None)


def _unit_of(actor: Role, relation: Relation, cast: Cast) -> Unit | None:
    if actor is Role.AGENCY_WORKER:
        return None
    if actor is Role.YOUTH_OFFICER and relation is not Relation.APART:
        return cast.diversion
    homes = {
        Role.PATROL_OFFICER: cast.patrol,
        **dict.fromkeys([Role.PACE_COORDINATOR, Role.PACE_MEMBER], cast.pace),
        **dict.fromkeys([Role.HELP_OFFICER, Role.NAVIGATOR, Role.NAVIGATOR_LEAD, Role.HELP_SUPERVISOR], cast.help),
    }
    return homes.get(actor) or Unit.objects.get(kind=UnitKind.OFFICE)


def _open(user: User, whole: WholeMeasure, *, ended: bool) -> None:
    with acting_as(user) as by:
        purpose = Purpose.OWN_REQUEST if by.role == Role.PRIVACY_OFFICER else Purpose.INVESTIGATING
        opened = open_for_purpose(**whole.called, born=BORN, purpose=purpose, ground="26-104233", by=by, at=now())
        assert opened == [whole.measure]
    if ended:
        with acting_as(user) as by:
            close_openings(measure=whole.measure, by=by, at=now())


def _service(role: ServiceRole, relation: Relation, cast: Cast) -> Reader:
    with transaction.atomic():
        by = act_as_service(role=role, unit=cast.diversion.pk, at=now())
        set_identity(None, None)
    return Reader(role, relation, User.objects.get(pk=by.user), by.posting)


def _link_to(role: LinkRole, cast: Cast, whole: WholeMeasure) -> str:
    """Make a link of this kind out to the whole record: no kind of link may open any of it."""
    with acting_as(cast.coordinator):
        _, secret = new_link(subject=whole.measure, role=role, categories=M, stream=Stream.MEASURES, at=now())
    return secret


@contextmanager
def standing(reader: Reader, cast: Cast, whole: WholeMeasure) -> Iterator[None]:
    """While a reader asks, let the term of the record be over where it is for them; take that back."""
    if not reader.is_over:
        yield
        return
    with transaction.atomic():
        with acting_as(cast.youth_officer):
            set_term(subject=whole.measure, ends_at=now())
        yield
        transaction.set_rollback(True)


@contextmanager
def asking(reader: Reader) -> Iterator[None]:
    """Let the database know a reader as the one who asks, until the block ends."""
    set_identity(reader.user.pk if reader.user else None, reader.posting, link=reader.secret)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            set_identity(None, None)
