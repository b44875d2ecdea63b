"""The database's roles: who owns, who reads and writes, who works in the background, who backs up.

Three more can't sign in. They own the definer functions of the wall, so that each function may read what it
needs and nothing else.
"""

from collections.abc import Mapping
from enum import StrEnum

from psycopg import sql


class Role(StrEnum):
    """Who a process is to the database."""

    OWNER = "owner"
    APP = "app"
    JOB = "job"
    BACKUP = "backup"

    @property
    def login(self) -> str:
        """Return the role's name in the cluster. The owner of a named server has a name of its own."""
        return f"offramp_{self}"


GATE = "offramp_gate"
SEARCH = "offramp_search"
COUNTS = "offramp_counts"
FUNCTION_OWNERS = (GATE, SEARCH, COUNTS)

ATTRIBUTES: Mapping[str, str] = {
    Role.OWNER.login: "LOGIN CREATEDB NOBYPASSRLS NOCREATEROLE",
    Role.APP.login: "LOGIN NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    Role.JOB.login: "LOGIN NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    Role.BACKUP.login: "LOGIN BYPASSRLS NOCREATEDB NOCREATEROLE",
    **dict.fromkeys(FUNCTION_OWNERS, "NOLOGIN NOBYPASSRLS NOCREATEDB NOCREATEROLE"),
}


def creation(role: str, password: str | None) -> sql.Composed:
    """Return the statement that makes a role, or sets an existing one right."""
    name = sql.Identifier(role)
    attributes = sql.SQL(ATTRIBUTES[role])
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
