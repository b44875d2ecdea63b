"""The database's roles: who owns, who reads and writes, who works in the background, who seals the logs, who backs up.

Three more can't sign in. They own the definer functions of the wall, so that each function may read what it
needs and nothing else.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

import psycopg
from psycopg import sql


class Role(StrEnum):
    """Who a process is to the database."""

    OWNER = "owner"
    APP = "app"
    JOB = "job"
    SEAL = "seal"
    BACKUP = "backup"

    @property
    def login(self) -> str:
        """Return the role's name in the cluster. The owner of a named server has a name of its own."""
        return f"offramp_{self}"


GATE = "offramp_gate"
SEARCH = "offramp_search"
COUNTS = "offramp_counts"
FUNCTION_OWNERS = (GATE, SEARCH, COUNTS)
KEYS = "offramp_keys"
"""The key store's database, and the one role that may open it. Both may be on another server."""

PLAIN = "LOGIN NOBYPASSRLS NOCREATEDB NOCREATEROLE"
ATTRIBUTES: Mapping[str, str] = {
    Role.OWNER.login: "LOGIN CREATEDB NOBYPASSRLS NOCREATEROLE",
    Role.APP.login: PLAIN,
    Role.JOB.login: PLAIN,
    Role.SEAL.login: PLAIN,
    Role.BACKUP.login: "LOGIN BYPASSRLS NOCREATEDB NOCREATEROLE",
    **dict.fromkeys(FUNCTION_OWNERS, "NOLOGIN NOBYPASSRLS NOCREATEDB NOCREATEROLE"),
}

HELD: Mapping[str, frozenset[str]] = {
    **{name: frozenset() for name in (*ATTRIBUTES, KEYS) if name != Role.OWNER.login},
    Role.JOB.login: frozenset({Role.APP.login}),
    Role.BACKUP.login: frozenset({"pg_read_all_data"}),
}
"""What each role of ours but the owner is a member of."""
MEMBERS = """
SELECT r.rolname, m.rolname, m.rolsuper OR EXISTS (SELECT 1 FROM pg_database d WHERE d.datdba = m.oid)
FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member ORDER BY 2, 1
"""


def creation(role: str, password: str | None) -> sql.Composed:
    """Return the statement that makes a role, or sets an existing one right."""
    name = sql.Identifier(role)
    attributes = sql.SQL(ATTRIBUTES.get(role, PLAIN))
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    return sql.SQL(
        "DO $do$ BEGIN CREATE ROLE {name} {attributes}{secret}; "
        "EXCEPTION WHEN duplicate_object THEN ALTER ROLE {name} {attributes}{secret}; END $do$"
    ).format(name=name, attributes=attributes, secret=secret)


def memberships(owner: str) -> list[sql.Composed]:
    """Return the statements that say who is a member of what.

    The owner must be a member of the function owners to hand its functions over to them.
    """
    grant = sql.SQL("GRANT {} TO {}")
    return [
        grant.format(sql.Identifier(Role.APP.login), sql.Identifier(Role.JOB.login)),
        grant.format(sql.Identifier("pg_read_all_data"), sql.Identifier(Role.BACKUP.login)),
        *(grant.format(sql.Identifier(name), sql.Identifier(owner)) for name in FUNCTION_OWNERS),
    ]


def revocations(connection: psycopg.Connection[Any]) -> list[sql.Composed]:
    """Return the statements that take back the memberships which no role should have."""
    return [
        sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role), sql.Identifier(member))
        for role, member in _undue(connection)
    ]


def key_store_creation(password: str | None) -> list[sql.Composed]:
    """Return the statements that make the key store's role, and its database where nobody else may enter."""
    name = sql.Identifier(KEYS)
    return [
        creation(KEYS, password),
        sql.SQL("CREATE DATABASE {name} OWNER {name}").format(name=name),
        sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(name=name),
    ]


def missing(known: Collection[str]) -> list[str]:
    """Return which roles are not among the known ones. The owner of a named server has a name of its own."""
    return [name for name in ATTRIBUTES if name not in known and name != Role.OWNER.login]


def faults(connection: psycopg.Connection[Any]) -> list[str]:
    """Return what is wrong with the roles, one sentence each. Any role of the database may ask."""
    rows = connection.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname LIKE 'offramp%'"
    ).fetchall()
    known = {name: (superuser, bypass, login) for name, superuser, bypass, login in rows}
    undue = [
        f"The role {member} is a member of {role}: it may do whatever that may." for role, member in _undue(connection)
    ]
    return [*_attribute_faults(known), *_ownership_faults(connection), *undue]


def _undue(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """Return each role with a member that it should not have.

    Ours are members of nothing but what `memberships` says. Those that own the definer functions, for whom rows are
    open, have no member but owners of databases, who could change the functions anyhow, and superusers.
    """
    rows = connection.execute(MEMBERS).fetchall()
    return [
        (role, member)
        for role, member, may_own in rows
        if (member in HELD and role not in HELD[member])
        or (role in FUNCTION_OWNERS and member not in HELD and not may_own)
    ]


def _attribute_faults(known: Mapping[str, tuple[bool, bool, bool]]) -> list[str]:
    found = [f"The role {name} is missing." for name in missing(known)]
    for name, attributes in ATTRIBUTES.items():
        if name not in known:
            continue
        superuser, bypass, login = known[name]
        wanted = attributes.split()
        if superuser:
            found.append(f"The role {name} is a superuser: no wall holds it.")
        if bypass and "NOBYPASSRLS" in wanted:
            found.append(f"The role {name} may bypass row security (BYPASSRLS): no wall holds it.")
        if login != ("LOGIN" in wanted):
            found.append(f"The role {name} {'may' if login else 'can not'} sign in.")
    return found


def _ownership_faults(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT r.rolname, string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c "
        "JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = ANY(%s) AND c.relpersistence <> 't' GROUP BY 1",
        [[Role.APP.login, Role.JOB.login, Role.SEAL.login]],
    ).fetchall()
    return [f"The role {name} owns {tables}: it could change their rules." for name, tables in rows]
