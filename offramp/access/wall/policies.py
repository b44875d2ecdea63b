"""One policy for each command of each guarded table, as SQL text.

A row is open if the unit opens it, or triage duty, or it is one's own, or a grant in force names its subject;
and in each case only as far as the ceiling of the role holds the row's category on that basis. The context is
asked once for a statement (scalar subqueries), grants by an index.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.access.wall.tables import APPEND_ONLY, AUTHORS_OWN, SEALS, guarded_models, wall_of

APP = "offramp_app"
SEAL = "offramp_seal"
NOW = "statement_timestamp()"
IN_OFFICE = (
    "(unit IS NULL OR EXISTS (SELECT 1 FROM wall_posting() office WHERE office.unit_id = access_grant.unit AND ("
    "access_grant.party <> office.user_id OR access_grant.starts_at >= office.starts_at"
    " OR access_grant.starts_at >= (SELECT wall_since()))))"
)
"""What is the work of a unit opens in an office of that unit; to a user if they worked there when it was given.

Nearly always that was in the office in which they act now: since when they were there before is asked for the rest.
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """A row-level security policy: its table, name, command, role, and what it tests."""

    table: str
    name: str
    command: str
    role: str
    using: str = ""
    check: str = ""

    def sql(self) -> str:
        parts = [f'CREATE POLICY "{self.name}" ON "{self.table}" FOR {self.command} TO {self.role}']
        if self.using:
            parts.append(f"USING ({self.using})")
        if self.check:
            parts.append(f"WITH CHECK ({self.check})")
        return " ".join(parts)


def policies(owner: str) -> list[Policy]:
    """Return every policy of the wall, for a database owned by `owner`."""
    found = list(_for_access_and_audit(owner))
    for model in guarded_models():
        found.extend(_for_table(model._meta.db_table, wall_of(model), owner))
    return found


def _for_table(table: str, wall: Wall, owner: str) -> Iterator[Policy]:
    yield Policy(table, "owner", "ALL", owner, "true", "true")
    for definer in wall.definers:
        command = "ALL" if wall.hidden else "SELECT"
        yield Policy(table, f"{definer}_reads", command, f"offramp_{definer}", "true", "true" if wall.hidden else "")
    if wall.ended_by and wall.became:
        yield Policy(table, f"{wall.ended_by}_keeps", "INSERT", f"offramp_{wall.ended_by}", check="true")
    elif wall.ended_by:
        yield Policy(table, f"{wall.ended_by}_ends", "UPDATE", f"offramp_{wall.ended_by}", "true", "true")
    if wall.hidden:
        return
    reads, writes = open_when(table, wall, "read"), open_when(table, wall, "write")
    yield Policy(table, "app_select", "SELECT", APP, reads)
    yield Policy(table, "app_insert", "INSERT", APP, check=writes)
    changes = "false" if wall.append_only else writes
    yield Policy(table, "app_update", "UPDATE", APP, changes, changes)
    yield Policy(table, "app_delete", "DELETE", APP, "false")


def open_when(table: str, wall: Wall, operation: str) -> str:
    """Return the SQL condition under which a row of a guarded table is open for reading or writing.

    What is mostly the way in stands first: then the database asks for no other. Who somebody is, their unit reads; the
    rest of a person is read by a grant. Whom their file is closed to sees no such grant; the other ways ask for that.
    """
    by_grant = dict(_by_grants(table, wall, operation))
    of_person = by_grant.pop(wall.person, "")
    ways = [*_by_unit(table, wall, operation), *_by_triage(table, wall, operation)]
    ways.extend(_by_person(table, wall, operation))
    if wall.reviewed and (operation == "read" or not wall.author):
        ways.append(f"({_cell('review', table, wall, operation)})")
    either = " OR ".join([*ways, *by_grant.values()])
    if wall.person:
        beside = f"{_not_closed(f'{table}.{wall.person}')} AND ({either})" if either else ""
        by_turns = (beside, of_person) if wall.spine or wall.category == Category.IDENTITY else (of_person, beside)
        either = " OR ".join(way for way in by_turns if way)
    conditions = [_not_over(f"{table}.{subject}") for subject in wall.terms]
    if wall.became and operation == "read":
        conditions.append(f'EXISTS (SELECT 1 FROM "{wall.became}" became WHERE became.id = {table}.pgh_obj_id)')
    return " AND ".join([f"({either})", *conditions]) if conditions else either


def _by_grants(table: str, wall: Wall, operation: str) -> Iterator[tuple[str, str]]:
    if operation == "read" or not wall.told_with:
        yield from ((subject, _by_grant(table, subject, wall, operation)) for subject in wall.subjects)


def _not_closed(subject: str) -> str:
    """Leave out whose file is restricted, and whoever asks not named on it.

    A row that names nobody is about no such file: compared with NULL it must stay open.
    """
    return f"({subject} = ANY ((SELECT wall_closed())::uuid[])) IS NOT TRUE"


def _not_over(subject: str) -> str:
    """Leave out whose term is over, for everybody: after it no record is read, found, counted or written."""
    return f"({subject} = ANY ((SELECT wall_over())::uuid[])) IS NOT TRUE"


def _by_person(table: str, wall: Wall, operation: str) -> Iterator[str]:
    for column in (wall.author, wall.told_to if operation == "read" else ""):
        if column:
            yield f"({table}.{column} = (SELECT wall_user()) AND {_cell('own', table, wall, operation)})"


def _by_unit(table: str, wall: Wall, operation: str) -> Iterator[str]:
    if wall.unit:
        yield _whole_unit(table, wall, operation, "unit")


def _by_triage(table: str, wall: Wall, operation: str) -> Iterator[str]:
    if wall.triage:
        condition = _whole_unit(table, wall, operation, "triage")
        yield f"({condition} AND ({wall.triage_while}))" if wall.triage_while else condition


def _whole_unit(table: str, wall: Wall, operation: str, basis: str) -> str:
    if wall.spine:
        category = "*" if operation == "read" else "identity"
        return f"{table}.{wall.unit} = ANY ((SELECT wall_units('{operation}', '{basis}', '{category}'))::uuid[])"
    if wall.category:
        return f"{table}.{wall.unit} = ANY ((SELECT wall_units('{operation}', '{basis}', '{wall.category}'))::uuid[])"
    units = f"{table}.{wall.unit} = ANY ((SELECT wall_units('{operation}', '{basis}', '*'))::uuid[])"
    return f"({_cell(basis, table, wall, operation)} AND {units})"


def _cell(basis: str, table: str, wall: Wall, operation: str) -> str:
    cell = f"'{basis}:{wall.category}'" if wall.category else f"('{basis}:' || {table}.category)"
    return f"{cell} = ANY ((SELECT wall_cells('{operation}'))::text[])"


def _by_grant(table: str, subject: str, wall: Wall, operation: str) -> str:
    if wall.spine:
        scope = f"g.basis = ANY ((SELECT wall_bases('{operation}'))::text[])"
    else:
        told = wall.told_with or wall.category
        category = f"'{told}'" if told else f"{table}.category"
        scope = (
            f"{category} = ANY (g.categories)"
            f" AND (g.basis || ':' || {category}) = ANY ((SELECT wall_cells('{operation}'))::text[])"
        )
    return (
        f"EXISTS (SELECT 1 FROM access_grant g WHERE g.subject = {table}.{subject} AND {scope}"
        f" AND g.starts_at <= {NOW} AND (g.ends_at IS NULL OR g.ends_at > {NOW}))"
    )


def _for_access_and_audit(owner: str) -> Iterator[Policy]:
    """The grants' policy tests the party, and for the work of a unit the office: no table's policy sees another grant.

    Logs are read by the privacy officer; one's own by oneself.
    """
    for table in ("access_grant", *APPEND_ONLY, *SEALS, *AUTHORS_OWN):
        yield Policy(table, "owner", "ALL", owner, "true", "true")
    own = f"party = ANY ((SELECT wall_parties())::uuid[]) AND {IN_OFFICE} AND {_not_closed('subject')}"
    yield Policy("access_grant", "app_select", "SELECT", APP, own)
    yield Policy("access_grant", "gate", "ALL", "offramp_gate", "true", "true")
    for table, whose in (("audit_entry", "actor"), ("audit_look", "reader"), ("audit_looksubject", "reader")):
        reads = f"{whose} = (SELECT wall_user()) OR (SELECT wall_role()) = 'privacy_officer'"
        yield Policy(table, "app_select", "SELECT", APP, reads)
        # The row's place is the one the database just gave it: nobody writes into what is sealed, or past its end.
        yield Policy(table, "app_insert", "INSERT", APP, check="position = currval('audit_position')")
        yield Policy(table, "seal_select", "SELECT", SEAL, "true")
    for table in SEALS:
        yield Policy(table, "app_select", "SELECT", APP, "(SELECT wall_role()) = 'privacy_officer'")
        yield Policy(table, "seal_select", "SELECT", SEAL, "true")
        yield Policy(table, "seal_insert", "INSERT", SEAL, check="true")
    for table, author in AUTHORS_OWN.items():
        own = f"{author} = (SELECT wall_user())"
        for command in ("SELECT", "DELETE"):
            yield Policy(table, f"app_{command.lower()}", command, APP, own)
        yield Policy(table, "app_insert", "INSERT", APP, check=own)
        yield Policy(table, "app_update", "UPDATE", APP, own, own)
