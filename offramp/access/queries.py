"""Ask the gate: who may see whom, and why."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from offramp.access import rules
from offramp.access.enums import (
    CATEGORIES,
    CATEGORY_CHOICES,
    AnyCategory,
    Basis,
    Category,
    LinkRole,
    Operation,
    OversightCategory,
    Permission,
    Role,
    ServiceRole,
)
from offramp.access.models import Grant, Link, Restriction
from offramp.access.who_sees_what import MAY, READS, WORK_OF_A_UNIT, WRITES, Ceiling, allows, may
from offramp.accounts.queries import postings_of, teams_of
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, ActorKind

if TYPE_CHECKING:
    from offramp.accounts.models import Posting


def actor_in(posting: "Posting", *, at: datetime, request: UUID | None = None) -> Actor:
    """Return the user of a posting as the one who acts, with the teams they work in now."""
    return Actor(
        kind=ActorKind.USER,
        id=posting.user_id,
        role=posting.role,
        posting=posting.pk,
        unit=posting.unit_id,
        agency=posting.agency,
        teams=tuple(team.pk for team in teams_of(posting.user_id, at=at) if team.unit_id == posting.unit_id),
        request=request,
    )


def posting_to_act_in(user: UUID, *, chosen: str | None, at: datetime) -> "Posting | None":
    """Return the posting a user acts in: the one they chose if it is theirs and in force, else their first."""
    held = list(postings_of(user, at=at))
    return next((posting for posting in held if str(posting.pk) == chosen), held[0] if held else None)


def secret_of(link: UUID) -> str:
    """Return the secret of a link, for a letter to whoever holds it."""
    return urlsafe_b64encode(salted_hmac("offramp.access.link", link.hex, algorithm="sha256").digest()[:24]).decode()


def digest_of(secret: str) -> str:
    """Return what is kept of a link's secret: its SHA-256 in hex digits."""
    return sha256(secret.encode()).hexdigest()


def holder_of(secret: str) -> Actor | None:
    """Return who holds a link with this secret as the one who acts, or None where there is none."""
    link = Link.objects.filter(digest=digest_of(secret)).first()
    return Actor(ActorKind.LINK, id=link.pk, role=link.role) if link else None


def grants_in_force(by: Actor, subjects: Iterable[UUID], *, at: datetime) -> QuerySet[Grant]:
    """Return the grants in force that open these subjects to an actor, themselves or by team or agency.

    What is the work of a unit counts in an office of that unit alone.
    """
    parties = [party for party in (by.id, by.agency if by.role == "agency_worker" else None, *by.teams) if party]
    in_force = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    in_office = Q(unit__isnull=True) | Q(unit=by.unit)
    return Grant.objects.filter(in_force, in_office, party__in=parties, subject__in=list(subjects))


def subjects_opened(by: Actor, *, founded_on: UUID, basis: Basis, at: datetime) -> list[UUID]:
    """Return the subjects that a founding row opens to an actor now, in the order in which it opened them."""
    in_force = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    grants = Grant.objects.filter(in_force, party=by.user, founded_on=founded_on, basis=basis)
    return list(grants.order_by("pk").values_list("subject", flat=True))


def bases_of(
    by: Actor,
    operation: Operation,
    category: AnyCategory,
    *,
    subject: UUID,
    unit: UUID | None,
    at: datetime,
) -> frozenset[Basis]:
    """Return the bases on which an actor may read or write this category of a subject now; empty if none.

    unit: the unit that has the subject's file.
    """
    granted = grants_in_force(by, [subject], at=at).filter(categories__contains=[category])
    bases = list(granted.values_list("basis", flat=True))
    return rules.bases_that_open(by, operation, category, unit=unit, granted=bases)


def readable(by: Actor, *, subject: UUID, unit: UUID | None, at: datetime) -> dict[Category, frozenset[Basis]]:
    """Return each category of a subject an actor may read now, with the bases: "why can I see this?"."""
    return _opened(by, Operation.READ, subject=subject, unit=unit, at=at)


def writable(by: Actor, *, subject: UUID, unit: UUID | None, at: datetime) -> dict[Category, frozenset[Basis]]:
    """Return each category of a subject an actor may write now, with the bases: for a page with many ways on."""
    return _opened(by, Operation.WRITE, subject=subject, unit=unit, at=at)


def _opened(
    by: Actor, operation: Operation, *, subject: UUID, unit: UUID | None, at: datetime
) -> dict[Category, frozenset[Basis]]:
    return _bases(by, operation, list(grants_in_force(by, [subject], at=at)), unit)


def _bases(
    by: Actor, operation: Operation, grants: "Iterable[Grant]", unit: UUID | None
) -> dict[Category, frozenset[Basis]]:
    found = {}
    for category in Category:
        bases = [grant.basis for grant in grants if category in grant.categories]
        opened = rules.bases_that_open(by, operation, category, unit=unit, granted=bases)
        if opened:
            found[category] = opened
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """What opens categories of a subject to a reader: on which basis, standing on which row, from when until when.

    founded_on: the posting for the unit, else the seat, intake, consent or look-up. until: None while it lasts.
    """

    basis: Basis
    categories: frozenset[Category]
    founded_on: UUID
    since: datetime
    until: datetime | None
    place: str = ""
    """The unit's name, where the basis is the unit."""


def grounds_of(by: Actor, *, subject: UUID, unit: UUID | None, at: datetime) -> list[Ground]:
    """Return every ground on which an actor reads something of a subject now: "why can I see this?"."""
    grants = list(grants_in_force(by, [subject], at=at).order_by("starts_at", "pk"))
    seen = _bases(by, Operation.READ, grants, unit)
    found = [
        Ground(
            Basis(grant.basis),
            frozenset(each for each, bases in seen.items() if grant.basis in bases and each in grant.categories),
            grant.founded_on,
            grant.starts_at,
            grant.ends_at,
        )
        for grant in grants
    ]
    by_unit = frozenset(each for each, bases in seen.items() if Basis.UNIT in bases)
    held = postings_of(by.user, at=at).filter(pk=by.posting).first() if by_unit and by.posting else None
    if held and held.unit:
        found.append(Ground(Basis.UNIT, by_unit, held.pk, held.starts_at, held.ends_at, held.unit.name))
    return [ground for ground in found if ground.categories]


def seen_by(grounds: Iterable[Ground]) -> dict[Category, frozenset[Basis]]:
    """Return each category that some grounds open, with their bases, as `readable` does."""
    given = list(grounds)
    opened = {each for ground in given for each in ground.categories}
    return {
        each: frozenset(ground.basis for ground in given if each in ground.categories)
        for each in Category
        if each in opened
    }


def at_most(role: str, basis: Basis, categories: Iterable[str]) -> tuple[Category, ...]:
    """Return those of some categories of a person that a role may read on a basis at most."""
    asked = set(categories)
    return tuple(each for each in Category if each in asked and allows(role, Operation.READ, basis, each))


def oversight_at_most(role: str, basis: Basis, categories: Iterable[str]) -> tuple[OversightCategory, ...]:
    """Return what of looks that somebody answers for a role may read on a basis at most."""
    asked = set(categories)
    return tuple(each for each in OversightCategory if each in asked and allows(role, Operation.READ, basis, each))


def allowed(by: Actor, permission: Permission) -> bool:
    """Return whether an actor's role may do this at all: for lists and buttons, which refuse nobody."""
    return by.is_known and may(by.role, permission)


def roles_that_may(permission: Permission) -> frozenset[str]:
    """Return which roles may do this at all."""
    return frozenset(str(role) for role in MAY[permission])


def require(
    by: Actor,
    permission: Permission,
    *,
    subject: UUID | None = None,
    unit: UUID | None = None,
    category: AnyCategory | None = None,
    at: datetime | None = None,
) -> None:
    """Refuse (NotPermitted) an actor who may not do this, or may not write this category of this subject.

    The role is asked of `who_sees_what`; about whom is asked of the grants in force. The database asks both again.
    Raises TypeError where one of subject, category and moment is missing: half a question opens nothing.
    """
    rules.check_may(by, permission)
    if subject is None and category is None and at is None:
        return
    if subject is None or category is None or at is None:
        raise TypeError("About whom, in which category and when are asked together.")
    if not bases_of(by, Operation.WRITE, category, subject=subject, unit=unit, at=at):
        raise NotPermitted(
            _("You are not working with this person."), ask=_("Ask someone on their care team to add you.")
        )


def role_in_words(name: str) -> str:
    """Return a role, a kind of link, or what works by itself, in words."""
    return next((str(kind(name).label) for kind in (Role, LinkRole, ServiceRole) if name in kind), name)


def restrictions(*, subject: UUID | None = None) -> list[Restriction]:
    """Return the restrictions that stand, the newest first: those the reader is named on, all to the privacy officer.

    subject: of one person alone.
    """
    condition = " WHERE subject = %s" if subject else ""
    asked = f"SELECT * FROM wall_restrictions(){condition} ORDER BY restricted_at DESC"
    return list(Restriction.objects.raw(asked, [subject] if subject else []))


def named_on_each() -> dict[UUID, list[UUID]]:
    """Return who is named on each restricted file, as far as the reader may know of it, whoever was named first first.

    The keys are the restrictions' ids.
    """
    named: dict[UUID, list[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT restriction_id, user_id FROM wall_named() ORDER BY named_at, id")
        for restriction, user in cursor.fetchall():
            named.setdefault(restriction, []).append(user)
    return named


def named_on(restriction: UUID) -> list[UUID]:
    """Return who is named on a restricted file, as far as the reader may know of it, whoever was named first first."""
    return named_on_each().get(restriction, [])


def categories_in_words(names: Iterable[str]) -> str:
    """Return the labels of categories, one after the other; a name that is none stands as it is."""
    labels = dict(CATEGORY_CHOICES)
    return ", ".join(str(labels.get(name, name)) for name in names)


def is_work_of_a_unit(basis: Basis) -> bool:
    """Return whether what stands on a basis opens in an office of the unit alone whose work it is."""
    return basis in WORK_OF_A_UNIT


def opens_in_danger(role: str) -> frozenset[Category]:
    """Return which categories of one person danger to life opens to a role."""
    return frozenset(each for each in Category if allows(role, Operation.READ, Basis.BREAK_GLASS, each))


@dataclass(frozen=True, slots=True)
class Office:
    """A posting in words: the role, where, from when, and until when if that is known."""

    posting: UUID
    role: str
    place: str
    teams: str
    since: datetime
    until: datetime | None

    @property
    def last_at(self) -> datetime | None:
        """Return a moment of the last day, where it is known: an office that ends at a midnight has the day before."""
        return self.until - timedelta(microseconds=1) if self.until else None


def offices_of(user: UUID, *, at: datetime) -> list[Office]:
    """Return the offices a user holds now, in words, oldest first."""
    teams = list(teams_of(user, at=at))
    return [
        Office(
            posting=held.pk,
            role=role_in_words(held.role),
            place=held.unit.name if held.unit else "",
            teams=", ".join(team.name for team in teams if team.unit_id == held.unit_id),
            since=held.starts_at,
            until=held.ends_at,
        )
        for held in postings_of(user, at=at)
    ]


@dataclass(frozen=True, slots=True)
class ToldRole:
    """What a role may do, read and write, in words: reads and writes as pairs of a basis and its categories."""

    name: str
    does: list[str]
    reads: list[tuple[str, list[str]]]
    writes: list[tuple[str, list[str]]]


def who_sees_what() -> list[ToldRole]:
    """Return the tables the wall is made from, in words, role by role."""
    return [
        ToldRole(
            name=str(role.label),
            does=[str(permission.label) for permission in Permission if role in MAY[permission]],
            reads=_told(READS[role]),
            writes=_told(WRITES[role]),
        )
        for role in Role
    ]


def _told(ceiling: Ceiling) -> list[tuple[str, list[str]]]:
    return [
        (str(basis.label), [str(category.label) for category in CATEGORIES if category in ceiling[basis]])
        for basis in Basis
        if ceiling.get(basis)
    ]
