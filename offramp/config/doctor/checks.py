"""The checks, from the ground up. Each looks for its own fault alone, so that a red one names the cause."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django
import psycopg
from django.db import DatabaseError, connection

from offramp.config.doctor import inside, outside
from offramp.config.doctor.findings import Finding, finding
from offramp.config.environment import SettingsRefused, home
from offramp.kernel import database, roles
from offramp.kernel.roles import Role

DATABASE_REMEDY = "Start the database server, or mend DATABASE_URL."
EMBEDDED_REMEDY = "Start it: offramp demo. If it does not start, its log says why: postgres.log beside the data."


def examine() -> list[Finding]:
    """Return every check's finding. A check that an earlier red one makes impossible says so."""
    settings = _settings()
    reached = _database()
    signed_in = _roles() if reached.ok else _impossible("roles", "database")
    ready = settings.ok and reached.ok and signed_in.ok
    blocker = next((check.name for check in (settings, reached, signed_in) if not check.ok), "")
    if ready:
        django.setup()
    deep = [_guarded(name, check) if ready else _impossible(name, blocker) for name, check in inside.CHECKS.items()]
    shallow = [check() if settings.ok else _impossible(name, "settings") for name, check in outside.CHECKS.items()]
    return [settings, reached, signed_in, *deep, *shallow]


def _settings() -> Finding:
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except SettingsRefused as refusal:
        return finding("settings", refusal.problems, "Set what is named, and start again.")
    return Finding("settings", ok=True)


def _database() -> Finding:
    if not (database.is_embedded() or database.is_named(Role.OWNER)):
        return finding("database", ["DATABASE_URL is not set: the doctor looks as the owner."], DATABASE_REMEDY)
    remedy = EMBEDDED_REMEDY if database.is_embedded() else DATABASE_REMEDY
    try:
        address = database.url(Role.OWNER, home())
        answer = psycopg.pq.PGconn.ping(address.encode())
    except psycopg.Error:
        return finding("database", ["DATABASE_URL can't be read."], DATABASE_REMEDY)
    where = _where(address)
    silent = [] if answer == psycopg.pq.Ping.OK else [f"No database server answers at {where}."]
    return finding("database", silent, remedy)


def _roles() -> Finding:
    wrong = [fault for role in Role for fault in _sign_in_faults(role)]
    return finding("roles", wrong, "Run `offramp roles`: it makes the roles, or prints the SQL, and says what to set.")


def _sign_in_faults(role: Role) -> list[str]:
    address = database.url(role, home())
    if not address:
        return [f"{database.setting_name(role)} is not set."]
    try:
        with psycopg.connect(address, connect_timeout=5) as session:
            return roles.faults(session) if role is Role.OWNER else []
    except psycopg.Error as error:
        return [f"The role {role} can't sign in ({_reason(error)})."]


def _guarded(name: str, check: Callable[[Any], Finding]) -> Finding:
    try:
        return check(connection)
    except DatabaseError as error:
        return finding(name, [f"It could not be read: {_reason(error)}."], "Run `offramp migrate`.")


def _impossible(name: str, blocker: str) -> Finding:
    return Finding(
        name, ok=False, wrong=f"Not checked: {blocker} comes first.", remedy=f"Mend {blocker}, then look again."
    )


def _where(address: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(address)
    return f"{parts.get('host') or 'localhost'}, port {parts.get('port') or 5432}"


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rsplit("FATAL:", 1)[-1].strip().rstrip(".")
