"""`offramp roles`: makes the database's roles, or prints the SQL for an administrator who may."""

import secrets
import sys
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from offramp.config.environment import home
from offramp.kernel import database
from offramp.kernel.roles import ATTRIBUTES, KEYS, Role, creation, key_store_creation, memberships, revocations
from offramp.kernel.starting import CannotStart

REFUSALS = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.InvalidCatalogName,  # what comes before was refused
    psycopg.errors.UndefinedObject,
)
LOGINS = {role.login: database.setting_name(role) for role in (Role.APP, Role.JOB, Role.SEAL, Role.BACKUP)}
"""The setting that holds each role's address."""


def make_roles(arguments: list[str]) -> None:
    """Make each role that is missing, set the others right, and print the settings that lead to the new ones.

    Without a KEYSTORE_URL the key store gets a role and a database on this server too.
    """
    if database.is_embedded():
        _say("The embedded server makes its own roles. Set DATABASE_URL to use another server.")
        return
    if not database.is_named(Role.OWNER):
        raise CannotStart("Set DATABASE_URL to the owner's address of the database.")
    owner_url = database.url(Role.OWNER, home())
    with psycopg.connect(owner_url, autocommit=True) as connection:
        passwords = _new_passwords(connection)
        refused = _carry_out(connection, _statements(connection, passwords))
        owner = connection.info.user
    if refused:
        _say(f"-- {owner} may not do what follows. Have an administrator of the server run it:")
        for statement in refused:
            _say(f"{statement};")
    for login, password in passwords.items():
        where = KEYS if login == KEYS else None
        _say(f"{LOGINS.get(login, 'KEYSTORE_URL')}={_with_login(owner_url, login, password, where)}")
    if not passwords and not refused:
        _say("All roles are there, and as they should be.")


def _new_passwords(connection: psycopg.Connection[Any]) -> dict[str, str]:
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    signing_in = [*LOGINS, *([] if database.keystore_url(home()) else [KEYS])]
    return {login: secrets.token_urlsafe(24) for login in signing_in if login not in known}


def _statements(connection: psycopg.Connection[Any], passwords: dict[str, str]) -> list[sql.Composed]:
    # Only the verifier leaves this process: neither the server's log nor the administrator reads a password.
    verifiers = {
        login: connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
        for login, password in passwords.items()
    }
    made_here = [name for name in ATTRIBUTES if name != Role.OWNER.login]
    return [
        *(creation(name, verifiers.get(name)) for name in made_here),
        *memberships(connection.info.user),
        *revocations(connection),
        *(key_store_creation(verifiers[KEYS]) if KEYS in passwords else []),
    ]


def _carry_out(connection: psycopg.Connection[Any], statements: list[sql.Composed]) -> list[str]:
    refused = []
    for statement in statements:
        try:
            connection.execute(statement)
        except REFUSALS:
            refused.append(statement.as_string(connection))
    return refused


def _with_login(address: str, login: str, password: str, name: str | None = None) -> str:
    """Return an address with another login, and with another database where its name is given."""
    parts = urlsplit(address)
    where = parts.netloc.rpartition("@")[2]
    path = f"/{name}" if name else parts.path
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password)}@{where}", path=path))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
