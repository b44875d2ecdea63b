"""Each cell of the table taken out, and each that isn't there put in, one at a time: three ways must notice.

The plain words say what is held. Against them stand the rules themselves, the gate in Python, and the database, which
is asked in SQL by somebody who has that role and stands on that basis alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from unittest.mock import patch
from uuid import UUID

from offramp.access.enums import CATEGORIES, AnyCategory, Basis, LinkRole, Operation, Role, ServiceRole, Stream
from offramp.access.models import Grant, Link, Wall
from offramp.access.queries import digest_of, secret_of
from offramp.access.rules import bases_that_open
from offramp.access.who_sees_what import READS, WRITES, ceilings
from offramp.accounts.models import Posting, User
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.ids import new_id
from tests.wall.sabotage.plainly import Cell, plainly
from tests.wall.sabotage.policies import Found
from tests.wall.sabotage.scene import Scene, Statement, as_runtime, asked, execute, refused, taken_back

AnyRole = Role | LinkRole | ServiceRole
ROLES: tuple[AnyRole, ...] = (*Role, *LinkRole, *ServiceRole)
ON_NO_GRANT = (Basis.UNIT, Basis.OWN, Basis.REVIEW)


@dataclass(frozen=True, slots=True)
class Stander:
    """Somebody of a role who stands on one basis, and on no other."""

    role: AnyRole
    basis: Basis
    user: UUID | None = None
    posting: UUID | None = None
    secret: str = ""


def every_cell() -> Iterator[Cell]:
    """Return each cell that could be in the table."""
    return (
        (str(role), str(operation), str(basis), str(category))
        for category in CATEGORIES
        for role in ROLES
        for basis in Basis
        for operation in Operation
    )


def by_the_rules(wanted: Iterable[Cell]) -> Found:
    """Change each cell in the rules, and see whether they differ from the plain words."""
    found, held, said = Found(), set(ceilings()), plainly()
    for cell in wanted:
        found.note(" ".join(cell), found=held ^ {cell} != said)
    return found


def by_the_gate(wanted: Iterable[Cell]) -> Found:
    """Change each cell in the rules, and see whether the gate in Python lets through other than the plain words say."""
    found, said = Found(), plainly()
    for role, operation, basis, category in wanted:
        if role in Role:
            with _changed(Role(role), Operation(operation), Basis(basis), category):
                opens = _gate_opens(Role(role), Operation(operation), Basis(basis), category)
            cell = (role, operation, basis, category)
            found.note(" ".join(cell), found=opens != (cell in said))
    return found


def _gate_opens(role: Role, operation: Operation, basis: Basis, category: str) -> bool:
    unit = new_id() if basis is Basis.UNIT else None
    by = Actor(ActorKind.USER, id=new_id(), role=role, unit=unit)
    granted = [] if basis is Basis.UNIT else [basis]
    return bool(bases_that_open(by, operation, _category(category), unit=unit, granted=granted))


@contextmanager
def _changed(role: Role, operation: Operation, basis: Basis, category: str) -> Iterator[None]:
    table = cast(dict[Role, Any], READS if operation is Operation.READ else WRITES)
    held = table[role].get(basis, frozenset())
    with patch.dict(table, {role: {**table[role], basis: held ^ {_category(category)}}}):
        yield


def _category(name: str) -> AnyCategory:
    found: AnyCategory = {str(category): category for category in CATEGORIES}[name]
    return found


@dataclass(slots=True)
class Asked:
    """What the database answered: cells that could be asked for, and how many could open nothing, on which basis."""

    found: Found = field(default_factory=Found)
    otherwise: list[str] = field(default_factory=list)
    """Where it said other than the plain words before anything was changed."""
    nothing_there: Counter[str] = field(default_factory=Counter)


def by_the_database(scene: Scene, wanted: Sequence[Cell]) -> Asked:
    """Change each cell in the database, and see whether who stands on that basis alone finds it, in SQL."""
    outcome, standing = Asked(), {(each.role, each.basis): each for each in standers(scene)}
    for category in CATEGORIES:
        theirs = [cell for cell in wanted if cell[3] == category]
        with taken_back():
            for table in scene.tables_of(category) if theirs else ():
                if scene.walls[table].category is None:
                    execute(f'UPDATE "{table}" SET category = %s', [str(category)])
            for role, operation, basis, _ in theirs:
                _try(scene, standing[_role(role), Basis(basis)], Operation(operation), category, outcome)
    return outcome


def _role(name: str) -> AnyRole:
    return next(role for role in ROLES if role == name)


def _try(scene: Scene, who: Stander, operation: Operation, category: AnyCategory, outcome: Asked) -> None:
    tables = [each for each in scene.tables_of(category) if has_a_way(scene.walls[each], who, operation)]
    cell: Cell = (str(who.role), str(operation), str(who.basis), str(category))
    held = cell in plainly()
    if not tables:
        outcome.nothing_there[f"{operation} on {who.basis}"] += 1
        outcome.otherwise += [f"{' '.join(cell)} opens nothing"] if held else []
        return
    with taken_back():
        execute("DELETE FROM access_ceiling WHERE role = %s AND basis <> %s", [who.role, who.basis])
        if _opens(scene, who, operation, category, tables) != held:
            outcome.otherwise.append(" ".join(cell))
        _change(cell)
        outcome.found.note(" ".join(cell), found=_opens(scene, who, operation, category, tables) != held)


def _change(cell: Cell) -> None:
    where = "role = %s AND operation = %s AND basis = %s AND category = %s"
    if not execute(f"DELETE FROM access_ceiling WHERE {where}", cell):
        execute("INSERT INTO access_ceiling (role, operation, basis, category) VALUES (%s, %s, %s, %s)", cell)


def has_a_way(wall: Wall, who: Stander, operation: Operation) -> bool:
    """Say whether a table stands on a basis at all, whatever the rules hold."""
    reads, is_link = operation is Operation.READ, isinstance(who.role, LinkRole)
    if who.basis is Basis.UNIT:
        return bool(wall.unit) and not is_link
    if who.basis is Basis.OWN:
        return bool(wall.author or (wall.told_to and reads)) and not is_link
    if who.basis is Basis.REVIEW:
        return wall.reviewed and (reads or not wall.author)
    on_duty = who.basis is Basis.TRIAGE and wall.triage and not wall.triage_while and not is_link
    return on_duty or bool(wall.subjects and not wall.told_with)


def _opens(scene: Scene, who: Stander, operation: Operation, category: AnyCategory, tables: Sequence[str]) -> bool:
    with as_runtime(who.user, who.posting, link=who.secret):
        if operation is Operation.READ:
            either = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables)
            return asked(f"SELECT {either}") == [(True,)]
        return any(not refused(*_writing(scene, who, category, table)) for table in tables)


def _writing(scene: Scene, who: Stander, category: AnyCategory, table: str) -> Statement:
    if not scene.walls[table].append_only:
        return scene.touching(table)
    row = scene.row(table)
    if who.basis is Basis.OWN:
        row = scene.row(table, author=who.user, subject=new_id(), unit=new_id())
    if "category" in row:
        row["category"] = str(category)
    return scene.adding(table, scene.another(table, row))


def standers(scene: Scene) -> list[Stander]:
    """Return somebody of each role on each basis: of the unit, by a grant on the subject, or by rows of their own."""
    return [_stander(scene, role, basis) for role in ROLES for basis in Basis]


def _stander(scene: Scene, role: AnyRole, basis: Basis) -> Stander:
    party, who = _comes_by_link(role, basis) if isinstance(role, LinkRole) else _has_an_office(scene, role, basis)
    if basis not in ON_NO_GRANT:
        Grant.objects.create(
            party=party,
            stream=Stream.SUPPORT,
            subject=scene.subject,
            categories=[str(category) for category in CATEGORIES],
            basis=basis,
            founded_on=new_id(),
            starts_at=now() - timedelta(hours=1),
        )
    if basis is Basis.OWN and who.user:
        _have_own_rows(scene, who.user)
    return who


def _comes_by_link(role: LinkRole, basis: Basis) -> tuple[UUID, Stander]:
    key = new_id()
    secret = secret_of(key)
    Link.objects.create(pk=key, digest=digest_of(secret), role=role, made_at=now())
    return key, Stander(role, basis, secret=secret)


def _has_an_office(scene: Scene, role: AnyRole, basis: Basis) -> tuple[UUID, Stander]:
    user = User.objects.create(username=f"{role} {basis}", name="A Reader", joined_at=now())
    unit = scene.unit if basis in (Basis.UNIT, Basis.TRIAGE) else scene.elsewhere
    posting = Posting.objects.create(user=user, role=role, unit=unit, starts_at=now())
    return user.pk, Stander(role, basis, user.pk, posting.pk)


def _have_own_rows(scene: Scene, user: UUID) -> None:
    """Write rows of theirs about somebody else, in a unit where nobody works."""
    for table, wall in scene.walls.items():
        if wall.author or wall.told_to:
            scene.put(table, scene.another(table, scene.row(table, author=user, subject=new_id(), unit=new_id())))
